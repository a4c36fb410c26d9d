import type { Tx } from '../../db/index.js'
import { invalid, type Problem } from '../../kernel/problem.js'
import type { Entry } from './entries.js'
import { readSeen, writeSeen } from './store.js'

/**
 * Which entries the feed has given before, with the line. The second would undo the first, and a product whose rows lie
 * apart would lose those that came first.
 */
export async function repetitions(
  tx: Tx,
  run: string,
  entries: readonly Entry[],
): Promise<ReadonlyMap<Entry, readonly Problem[]>> {
  const before = await readSeen(
    tx,
    run,
    entries.flatMap((entry) => entry.key ?? []),
  )
  const now = new Map<string, number>()
  const repeated = new Map<Entry, readonly Problem[]>()
  for (const entry of entries) {
    if (entry.key === null) continue
    const line = before.get(entry.key) ?? now.get(entry.key)
    if (line === undefined) now.set(entry.key, entry.span.first)
    else repeated.set(entry, [invalid('DUPLICATE', [], repetition(entry.key, line))])
  }
  await writeSeen(tx, run, now)
  return repeated
}

function repetition(key: string, line: number): string {
  const [kind, ...reference] = key.split(':')
  return `The ${kind} "${reference.join(':')}" is in line ${line} already; a feed gives each once, with all its rows together.`
}
