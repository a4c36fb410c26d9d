import { readFileSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from '../support/database.js'
import { athanor, testFolder } from './athanor.js'

const file = testFolder()
const timeout = 60_000
const header = 'sku,location,on_hand,safety_stock,incoming,incoming_at'

let url: string
beforeAll(async () => {
  url = await createTestDatabase()
  await athanor(['seed'], url)
}, timeout)
const run = (...args: string[]) => athanor(['stock', ...args], url)
const exported = async () => (await run('export')).stdout
const given = (name: string, ...rows: string[]) => {
  const path = file(name)
  writeFileSync(path, `${rows.join('\n')}\n`)
  return path
}

test('levels go out as CSV and come in again without a change', { timeout }, async () => {
  const before = await exported()
  expect(before.split('\n')[0]).toBe(header)
  expect(before).toContain('RET-CLS-250-AMB,prague-cellar,4,0,20,2030-03-01T00:00:00.000Z')
  const packed = file('levels.csv.gz')
  writeFileSync(packed, gzipSync(before))
  expect(await run('import', packed)).toMatchObject({ code: 0, stderr: '13 rows taken, 0 rejected.\n' })
  expect(await exported()).toBe(before)
})

test('a file may have some of the columns, and an empty cell leaves what is there', { timeout }, async () => {
  const path = given(
    'some.csv',
    'location,sku,on_hand,safety_stock',
    'golden-lane,RET-CLS-250-CLR,9,',
    'golden-lane,RET-TUB-250,,2',
  )
  expect(await run('import', path)).toMatchObject({ code: 0 })
  const lines = (await exported()).split('\n')
  expect(lines).toContain('RET-CLS-250-CLR,golden-lane,9,0,0,')
  expect(lines).toContain('RET-TUB-250,golden-lane,5,2,0,')
})

test('each row is taken or rejected for itself, with every reason', { timeout }, async () => {
  const rejects = file('rejected.ndjson')
  const path = given(
    'bad.csv',
    header,
    'RET-CLS-250-CLR,vienna-arcade,7,,,',
    'NOTHING,moon,1,,,',
    'RET-CLS-250-CLR,golden-lane,-1,x,,2031-02-30',
    'RET-CLS-250-CLR,golden-lane',
    'RET-CLS-250-CLR,vienna-arcade,8,,,',
    'RET-CLS-250-CLR,golden-lane,,,,',
  )
  const { code, stderr } = await run('import', path, '--rejects', rejects)
  expect([code, stderr.split('\n').find((line) => line.includes('taken'))]).toEqual([
    2,
    '1 rows taken, 5 rejected.',
  ])
  const rejected = readFileSync(rejects, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(
    rejected.map(({ line, problems }) => [line, problems.map((problem: { field: string }) => problem.field)]),
  ).toEqual([
    [3, ['sku', 'location']],
    [4, ['on_hand', 'safety_stock', 'incoming_at']],
    [5, ['']],
    [6, ['']],
    [7, ['']],
  ])
  expect(await exported()).toContain('RET-CLS-250-CLR,vienna-arcade,7,0,0,')
})

test('a file without the columns that name a place is refused as a whole', { timeout }, async () => {
  const { code, stderr } = await run('import', given('odd.csv', 'sku,on_hand', 'RET-CLS-250-CLR,1'))
  expect(code).toBe(1)
  expect(stderr).toContain('location')
})
