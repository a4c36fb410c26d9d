import { copyFileSync, existsSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { createTestDatabase } from '../support/database.js'
import { athanor, testFolder } from './athanor.js'

const file = testFolder()

/** Leaves beside a file to come the log of one that was killed while it was written. */
function leaveLog(of: string, path: string): void {
  copyFileSync(of, path)
  const database = new Sqlite(path)
  database.pragma('journal_mode = WAL')
  database.exec(`update shop set name = 'Killed'`)
  copyFileSync(`${path}-wal`, `${path}.log`)
  database.close()
  copyFileSync(`${path}.log`, `${path}-wal`)
}

const exported = async (url: string) => (await athanor(['export'], url)).stdout

test('nothing of a killed restore gets into the next, and none leaves anything behind', {
  timeout: 60_000,
}, async () => {
  const url = await createTestDatabase()
  await athanor(['seed'], url)
  const backup = file('backup.db')
  await athanor(['backup', backup], url)
  const path = file('shop.db')
  leaveLog(url.slice('file:'.length), `${path}.restored`)
  expect(await athanor(['restore', backup], `file:${path}`)).toMatchObject({ code: 0 })
  expect(await exported(`file:${path}`)).toBe(await exported(url))
  for (const rest of ['', '-wal', '-shm']) expect(existsSync(`${path}.restored${rest}`)).toBe(false)
})
