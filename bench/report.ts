import { cpus, totalmem } from 'node:os'
import type { Line, Outcome } from './figures.js'

export interface Machine {
  readonly date: string
  readonly cpu: string
  readonly cores: number
  readonly memoryGiB: number
  readonly system: string
  readonly node: string
  readonly engines: readonly string[]
}

export const machine = (engines: readonly string[]): Machine => ({
  date: new Date().toISOString().slice(0, 10),
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 1024 ** 3),
  system: `${process.platform} ${process.arch}`,
  node: process.version,
  engines,
})

export const machineText = ({ date, cpu, cores, memoryGiB, system, node, engines }: Machine): string =>
  `${date} · ${cpu}, ${cores} cores, ${memoryGiB} GiB, ${system} · Node ${node} · ${engines.join(' · ')}`

const headings = [
  'case',
  'engine',
  'contestant',
  'CPU µs',
  '×',
  'database µs',
  'per s',
  '×',
  'p50 ms',
  'p99 ms',
  'peak MiB',
  'besides',
]
const leftmost = 3

/**
 * A Markdown table. The first × tells how many times the ceiling's CPU time Athanor takes, the second how many times as
 * much the ceiling does in a second.
 */
export function table(outcomes: readonly Outcome[]): string {
  const rows = [headings, ...outcomes.flatMap(rowsOf)]
  const widths = headings.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)))
  const padded = (row: readonly string[]) =>
    `| ${row.map((cell, i) => (i < leftmost ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(' | ')} |`
  const rule = `|${widths.map((width, i) => '-'.repeat(width + 1) + (i < leftmost ? '-' : ':')).join('|')}|`
  const [head = '', ...body] = rows.map(padded)
  return [head, rule, ...body].join('\n')
}

const rowsOf = ({ name, engine, unit, lines }: Outcome): string[][] =>
  lines.map((line, i) => {
    const [athanor] = lines
    const held = i > 0 && athanor !== undefined
    return [
      i === 0 ? name : '',
      i === 0 ? engine : '',
      line.contestant,
      `${shown(line.cpuMicros)} /${unit}`,
      held ? times(athanor.cpuMicros / line.cpuMicros) : '',
      line.databaseCpuMicros === 0 ? '' : shown(line.databaseCpuMicros),
      shown(line.perSecond),
      held ? times(line.perSecond / athanor.perSecond) : '',
      shown(line.p50Ms),
      shown(line.p99Ms),
      shown(line.peakMiB ?? null),
      moreOf(line),
    ]
  })

const moreOf = ({ more = {} }: Line): string =>
  Object.entries(more)
    .map(([name, value]) => `${name} ${shown(value)}`)
    .join(', ')

const times = (ratio: number): string => `${ratio.toFixed(2)}×`

function shown(value: number | null): string {
  if (value === null) return ''
  return value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 })
}

/** Throws when a figure is none: then the harness is at fault. */
export function assertFinite({ name, engine, lines }: Outcome): void {
  for (const line of lines)
    for (const [key, value] of Object.entries({ ...line, ...line.more }))
      if (typeof value === 'number' && !(Number.isFinite(value) && value >= 0))
        throw new Error(`${name} on ${engine}: ${key} of ${line.contestant} is ${value}.`)
}
