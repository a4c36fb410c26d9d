import type { Line } from './lines.js'
import type { Row, RowData } from './row.js'

/** One JSON object a line; blank lines are passed over. */
export async function* ndjsonRows(lines: AsyncIterable<Line>): AsyncGenerator<Row> {
  for await (const line of lines) if (line.fault !== null || line.text.trim() !== '') yield rowOf(line)
}

function rowOf({ number, text, fault }: Line): Row {
  const place = { span: { first: number, last: number }, bytes: text.length }
  if (fault !== null) return { ...place, text, fault }
  try {
    const data: unknown = JSON.parse(text)
    if (isObject(data)) return { ...place, data, fault: null }
    return { ...place, text, fault: 'is not a JSON object: a line is one object in braces' }
  } catch (error) {
    return { ...place, text, fault: `is not JSON: ${(error as Error).message}` }
  }
}

const isObject = (value: unknown): value is RowData =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
