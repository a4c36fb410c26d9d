import { dayOrInstantOf } from '../../kernel/dates.js'
import type { Problem } from '../../kernel/problem.js'
import type { Actor } from '../audit/index.js'
import type { NamedLevel, Stock, StockSetItem } from '../stock/index.js'
import { csvRows } from './reading/csv.js'
import { linesOf } from './reading/lines.js'
import type { Row } from './reading/row.js'
import type { Rejection } from './rejection.js'

const columns = ['sku', 'location', 'on_hand', 'safety_stock', 'incoming', 'incoming_at'] as const

export const stockHeader = columns.join(',')

/** Text goes into quotes where a reader would take it apart. */
const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

export const stockLine = (level: NamedLevel): string =>
  [
    cell(level.sku),
    cell(level.location),
    level.onHand,
    level.safetyStock,
    level.incoming,
    level.incomingAt?.toISOString() ?? '',
  ].join(',')

export interface StockImport {
  readonly actor: Actor
  readonly bytes: AsyncIterable<Buffer>
  rejected(rejections: readonly Rejection[]): Promise<void>
  /** Told after every batch. */
  progress?(): void
}
export interface StockImportSummary {
  readonly taken: number
  readonly rejected: number
}

interface ReadRow {
  readonly row: Row
  readonly item: StockSetItem
  readonly problems: readonly RowProblem[]
}
type RowProblem = Rejection['problems'][number]

/** Rows that are saved together. */
const atOnce = 250

/**
 * Sets levels by SKU and location: an empty cell, or a column that the file lacks, leaves that as it is. Each row is taken
 * or rejected for itself; rows that say what is so already change nothing.
 */
export async function importStock(stock: Stock, request: StockImport): Promise<StockImportSummary> {
  const summary = { taken: 0, rejected: 0 }
  let rows: ReadRow[] = []
  const save = async () => {
    const rejections = await savedRows(stock, request.actor, rows)
    summary.taken += rows.length - rejections.length
    summary.rejected += rejections.length
    rows = []
    if (rejections.length > 0) await request.rejected(rejections)
    request.progress?.()
  }
  const shape = { delimiter: ',', columns: ['sku', 'location'] }
  for await (const row of csvRows(linesOf(request.bytes), shape)) {
    rows.push(readRow(row))
    if (rows.length === atOnce) await save()
  }
  await save()
  return summary
}

/** Saves what can be saved and answers the rest. A bulk change is all or nothing, so it is tried again without what it refuses. */
async function savedRows(stock: Stock, actor: Actor, rows: readonly ReadRow[]): Promise<Rejection[]> {
  const rejections = rows
    .filter(({ problems }) => problems.length > 0)
    .map(({ row, problems }) => rejectionOf(row, problems))
  let left = rows.filter(({ problems }) => problems.length === 0)
  while (left.length > 0) {
    const saved = await stock.set(actor, { items: left.map(({ item }) => item) })
    if (saved.ok) break
    const refused = problemsByItem(saved.errors)
    rejections.push(
      ...[...refused].flatMap(([index, problems]) => {
        const row = left[index]?.row
        return row ? [rejectionOf(row, problems)] : []
      }),
    )
    left = left.filter((_, index) => !refused.has(index))
  }
  return rejections.sort((a, b) => a.line - b.line)
}

function problemsByItem(problems: readonly Problem[]): Map<number, RowProblem[]> {
  const byItem = new Map<number, RowProblem[]>()
  for (const { code, message, field = [] } of problems) {
    const [items, index, ...rest] = field
    if (items !== 'items' || index === undefined) throw new Error(`A row cannot be blamed for: ${message}`)
    const known = byItem.get(Number(index)) ?? []
    byItem.set(Number(index), [...known, { code, message, field: rest.join('.') }])
  }
  return byItem
}

const rejectionOf = (row: Row, problems: readonly RowProblem[]): Rejection => ({
  line: row.span.first,
  lastLine: row.span.last,
  key: row.fault === null ? `sku:${row.data.sku}` : null,
  problems,
  source: [row.fault === null ? row.data : row.text],
})

function readRow(row: Row): ReadRow {
  const none = { location: '' }
  if (row.fault !== null)
    return { row, item: none, problems: [{ code: 'INVALID_FORMAT', field: '', message: row.fault }] }
  const problems: RowProblem[] = []
  const textOf = (column: (typeof columns)[number]) => String(row.data[column] ?? '').trim()
  const units = (column: (typeof columns)[number]): number | null => {
    const text = textOf(column)
    if (text === '') return null
    if (/^\d{1,10}$/.test(text)) return Number(text)
    const message = `"${text.slice(0, 50)}" is not a whole number of units.`
    problems.push({ code: 'INVALID_FORMAT', field: column, message })
    return null
  }
  const item = {
    sku: textOf('sku'),
    location: textOf('location'),
    quantity: units('on_hand'),
    safetyStock: units('safety_stock'),
    incoming: units('incoming'),
    ...expectedAt(textOf('incoming_at'), problems),
  }
  return { row, item, problems }
}

function expectedAt(text: string, problems: RowProblem[]): { incomingAt?: Date } {
  if (text === '') return {}
  const incomingAt = dayOrInstantOf(text)
  if (incomingAt) return { incomingAt }
  const message = `"${text.slice(0, 50)}" is neither a day such as 2026-03-01 nor an instant such as 2026-03-01T09:30:00Z.`
  problems.push({ code: 'INVALID_FORMAT', field: 'incoming_at', message })
  return {}
}
