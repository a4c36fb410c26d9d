import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../support/database.js'
import { eventually } from '../workers/support/eventually.js'
import { drain, echo, effects, relayOf, tell } from '../workers/support/facts.js'

const kills = 5
const aggregates = ['a', 'b', 'c', 'd']
const facts = Array.from({ length: 6_000 }, (_, n) => `${aggregates[n % aggregates.length]} ${n}`)
const program = fileURLToPath(new URL('./relay-process.ts', import.meta.url))

/** Kills a process at a random moment of its work; answers how many effects there are then. */
async function workAndDie(db: TestDatabase): Promise<number> {
  const before = (await effects(db)).length
  const worker = spawn(process.execPath, ['--import', 'tsx', program], {
    env: { ...process.env, DATABASE_URL: db.url },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const exited = once(worker, 'exit')
  try {
    await eventually(() => effects(db).then((done) => done.length)).toBeGreaterThan(before)
    await sleep(Math.random() * 40)
  } finally {
    worker.kill('SIGKILL')
    await exited
  }
  return (await effects(db)).length
}

it('facts are handled once and in order by processes that are killed at work', async () => {
  const db = await openTestDatabase()
  for (let i = 0; i < facts.length; i += 500) await tell(db, ...facts.slice(i, i + 500))
  for (let i = 0; i < kills; i++)
    expect(await workAndDie(db), 'there was work left').toBeLessThan(facts.length)
  await drain(db, relayOf(db, [echo()]), [echo()])
  expect(await effects(db)).toEqual(facts)
}, 60_000)
