import { fork } from 'node:child_process'
import { on, once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { environmentFor } from '../../config.js'
import { CommandError } from '../explained.js'
import { progressBar } from '../progress.js'
import { type Failure, type FromSource, type FromTarget, next, type TableSummary } from './protocol.js'

export interface CopiedTable {
  readonly table: string
  readonly rows: number
}

/**
 * Copies all rows of all tables, as one snapshot shows them, into an empty database of either engine, and compares the
 * counts. Throws a `CommandError` when the target is not empty or something is missing there.
 *
 * A process speaks one engine only, so each end has a process of its own and this one stands between.
 */
export async function copyDatabase(from: string, to: string): Promise<CopiedTable[]> {
  const source = startEnd<typeof next, FromSource>('source', from)
  const target = startEnd<FromSource, FromTarget>('target', to)
  try {
    await target.answer()
    return await handOver(source, target)
  } finally {
    source.stop()
    target.stop()
  }
}

async function handOver(
  source: End<typeof next, FromSource>,
  target: End<FromSource, FromTarget>,
): Promise<CopiedTable[]> {
  const begun = await source.ask(next)
  const bar = progressBar('Copying', begun.kind === 'begin' ? begun.rows : null)
  try {
    let copied = 0
    let message = await source.ask(next)
    for (; message.kind === 'rows'; message = await source.ask(next)) {
      await target.ask(message)
      copied += message.rows.length
      bar.at(copied)
    }
    if (message.kind !== 'end') throw new CommandError('The source of the copy began anew.')
    const answer = await target.ask(message)
    return compared(message.tables, answer.kind === 'end' ? answer.tables : [])
  } finally {
    bar.stop()
  }
}

interface End<Asked, Answer> {
  ask(message: Asked): Promise<Answer>
  /** What it says unasked, such as that it is ready. */
  answer(): Promise<Answer>
  stop(): void
}

function startEnd<Asked extends object, Answer>(role: 'source' | 'target', url: string): End<Asked, Answer> {
  const child = fork(fileURLToPath(new URL('./process.mjs', import.meta.url)), [role], {
    env: environmentFor(url),
    serialization: 'advanced',
    stdio: ['ignore', 2, 2, 'ipc'],
  })
  const gone = once(child, 'exit').then(() => {
    throw new CommandError(`The ${role} of the copy ended before its time.`)
  })
  gone.catch(() => {})
  // Keeps what is said while nobody listens, such as why it failed.
  const messages = on(child, 'message')
  const answer = async (): Promise<Answer> => {
    const { value } = await Promise.race([messages.next(), gone])
    const [message] = value as [Answer | Failure]
    if (isFailure(message)) throw new CommandError(message.message)
    return message
  }
  return {
    answer,
    ask(message) {
      const answered = answer()
      child.send(message, () => {})
      return answered
    },
    stop: () => void child.kill(),
  }
}

const isFailure = (message: unknown): message is Failure => (message as Failure).kind === 'failed'

function compared(given: readonly TableSummary[], arrived: readonly TableSummary[]): CopiedTable[] {
  const there = new Map(arrived.map((summary) => [summary.table, summary]))
  const wrong = given.filter(({ table, rows, lastNumber }) => {
    const found = there.get(table)
    return found?.rows !== rows || found.lastNumber !== lastNumber
  })
  if (wrong.length > 0) {
    const tables = wrong.map(
      ({ table, rows }) => `${table}: ${rows} rows given, ${there.get(table)?.rows} there`,
    )
    throw new CommandError(`The copy is not complete. Do not use the target.\n  ${tables.join('\n  ')}`)
  }
  return given.map(({ table, rows }) => ({ table, rows }))
}
