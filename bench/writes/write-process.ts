import { type Burst, burstOf } from '../figures.js'
import { carryOut } from '../processes/child.js'
import { athanorWrite } from './athanor.js'
import * as postgres from './postgres.js'
import * as sqlite from './sqlite.js'
import { skus, type Write } from './statements.js'

export type WriterName = 'athanor' | 'one per commit' | '64 per commit'
export interface WriteOrder {
  readonly name: WriterName
  readonly clients: number
  readonly seconds: number
}

const url = process.env.DATABASE_URL ?? ''
const raw = url.startsWith('file:') ? sqlite : postgres
const opening: Readonly<Record<WriterName, () => Write | Promise<Write>>> = {
  athanor: () => athanorWrite(url),
  'one per commit': () => raw.onePerCommit(url),
  '64 per commit': () => sqlite.allPerCommit(url),
}

let opened: Promise<Write> | undefined

/** So many clients, each of which waits for its write before it makes the next. */
carryOut<WriteOrder, Burst>(async ({ name, clients, seconds }) => {
  opened ??= Promise.resolve(opening[name]())
  const write = await opened
  const latenciesMs: number[] = []
  const started = performance.now()
  const until = started + seconds * 1_000
  let made = 0
  async function client(): Promise<void> {
    while (performance.now() < until) {
      const from = performance.now()
      await write(skus[made++ % skus.length] as string)
      latenciesMs.push(performance.now() - from)
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  return burstOf(latenciesMs, (performance.now() - started) / 1_000)
})
