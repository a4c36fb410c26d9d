import { invalid, type Problem } from '../../kernel/problem.js'
import { Cells } from './mapping/cells.js'
import { mappedProduct } from './mapping/product.js'
import type { Mapping } from './mapping/schema.js'
import { keyOfRecord, nativeRecord } from './native.js'
import type { Needs } from './needs.js'
import type { Row, RowData, Span } from './reading/row.js'
import type { FeedRecord } from './records.js'

/** One thing that a feed gives: a native record, or a product out of foreign rows. Taken whole or not at all. */
export interface Entry {
  readonly span: Span
  /** Kind and reference, such as `product:BOOK-1`; null when it cannot be told. */
  readonly key: string | null
  readonly record: FeedRecord | null
  /** What a foreign product refers to and may be missing. */
  readonly needs: Needs | null
  /** All that is wrong as far as the file alone shows. */
  readonly problems: readonly Problem[]
  /** The rows as they were read, for who has to mend them. */
  readonly source: readonly unknown[]
  readonly bytes: number
}

export async function* nativeEntries(rows: AsyncIterable<Row>): AsyncGenerator<Entry> {
  for await (const row of rows) yield row.fault === null ? nativeEntry(row) : unreadable(row)
}

type SoundRow = Extract<Row, { fault: null }>
type BrokenRow = Exclude<Row, SoundRow>

function nativeEntry({ span, data, bytes }: SoundRow): Entry {
  const { record, problems } = nativeRecord(data)
  const key = record && `${record.kind}:${keyOfRecord(record)}`
  return { span, key, record, needs: null, problems, source: [data], bytes }
}

function unreadable({ span, text, bytes, fault }: BrokenRow): Entry {
  const problems = [invalid('INVALID_FORMAT', [], `The line ${fault}.`)]
  return { span, key: null, record: null, needs: null, problems, source: text === '' ? [] : [text], bytes }
}

/** Products out of foreign rows, one of each or one of those that follow each other with the same `groupBy` cell. */
export function mappedEntries(rows: AsyncIterable<Row>, mapping: Mapping): AsyncGenerator<Entry> {
  const { groupBy } = mapping
  return groupBy === undefined ? productOfEach(rows, mapping) : productsOfGroups(rows, mapping, groupBy)
}

async function* productOfEach(rows: AsyncIterable<Row>, mapping: Mapping): AsyncGenerator<Entry> {
  for await (const row of rows) yield row.fault === null ? mappedEntry(mapping, [row], []) : unreadable(row)
}

function mappedEntry(
  mapping: Mapping,
  rows: readonly [SoundRow, ...SoundRow[]],
  problems: readonly Problem[],
): Entry {
  const source: [RowData, ...RowData[]] = [rows[0].data, ...rows.slice(1).map((row) => row.data)]
  const { item, needs, problems: unread } = mappedProduct(mapping, source)
  return {
    span: { first: rows[0].span.first, last: rows.at(-1)?.span.last ?? rows[0].span.last },
    key: item.externalReference === '' ? null : `product:${item.externalReference}`,
    record: { kind: 'product', ...item },
    needs,
    problems: [...problems, ...unread],
    source,
    bytes: rows.reduce((sum, row) => sum + row.bytes, 0),
  }
}

interface Group {
  readonly value: string
  readonly rows: [SoundRow, ...SoundRow[]]
  readonly problems: Problem[]
  bytes: number
}
const mostGroupRows = 2_048
const mostGroupBytes = 16 * 1_048_576

/**
 * A row that cannot be read may belong to the product before it or behind it, and leaving it out would take a variant
 * from the shelf: both are refused with it.
 */
async function* productsOfGroups(
  rows: AsyncIterable<Row>,
  mapping: Mapping,
  groupBy: string,
): AsyncGenerator<Entry> {
  let group = null as Group | null
  let brokenLine: number | null = null
  const closed = (): Entry[] => (group ? [mappedEntry(mapping, group.rows, group.problems)] : [])
  for await (const given of rows) {
    const row = withGroupCell(given, groupBy)
    if (row.fault !== null) {
      group?.problems.push(besideBroken(row.span.first))
      yield* closed()
      yield unreadable(row)
      group = null
      brokenLine = row.span.first
      continue
    }
    const value = groupCell(row, groupBy) ?? ''
    if (group?.value === value) addTo(group, row)
    else {
      yield* closed()
      const problems = brokenLine === null ? [] : [besideBroken(brokenLine)]
      group = { value, rows: [row], problems, bytes: row.bytes }
    }
    brokenLine = null
  }
  yield* closed()
}

const groupCell = (row: SoundRow, groupBy: string) => new Cells(row.data, []).text([], { column: groupBy })

function withGroupCell(row: Row, groupBy: string): Row {
  if (row.fault !== null || groupCell(row, groupBy) !== null) return row
  const { span, bytes, data } = row
  return {
    span,
    bytes,
    text: JSON.stringify(data),
    fault: `has nothing in column "${groupBy}", which groups the rows`,
  }
}

const besideBroken = (line: number) =>
  invalid(
    'INVALID',
    [],
    `Line ${line} next to it cannot be read and may belong to this product; mend that line.`,
  )

function addTo(group: Group, row: SoundRow): void {
  group.bytes += row.bytes
  if (group.rows.length < mostGroupRows && group.bytes <= mostGroupBytes) group.rows.push(row)
  else if (group.problems.every((problem) => problem.code !== 'LIMIT_EXCEEDED'))
    group.problems.push(
      invalid(
        'LIMIT_EXCEEDED',
        ['variants'],
        `A product has at most ${mostGroupRows} rows and ${mostGroupBytes} bytes.`,
      ),
    )
}
