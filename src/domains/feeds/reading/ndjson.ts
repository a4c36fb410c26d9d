import type { Line } from './lines.js'
import type { Row, RowData } from './row.js'

/** One JSON object a line; blank lines are passed over. */
export async function* ndjsonRows(lines: AsyncIterable<Line>): AsyncGenerator<Row> {
  for await (const line of lines) if (line.fault !== null || line.text.trim() !== '') yield rowOf(line)
}

function rowOf({ number, text, fault }: Line): Row {
  const place = { span: { first: number, last: number }, bytes: text.length }
  if (fault !== null) return { ...place, text, fault }
  if (valuesIn(text) > mostValues) return { ...place, text: '', fault: `has more than ${mostValues} values` }
  try {
    const data: unknown = JSON.parse(text)
    if (isObject(data)) return { ...place, data, fault: null }
    return { ...place, text, fault: 'is not a JSON object: a line is one object in braces' }
  } catch (error) {
    return { ...place, text, fault: `is not JSON: ${(error as Error).message}` }
  }
}

/** Small values take far more memory than bytes. This is 146 for each variant of a product that has 2,048. */
const mostValues = 300_000
const [quote, backslash, comma, bracket, brace] = [...'"\\,[{'].map((sign) => sign.charCodeAt(0))

/** By the commas and brackets outside of strings; 0 where there cannot be many. */
function valuesIn(text: string): number {
  if (text.length < mostValues) return 0
  let count = 0
  let isString = false
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === quote) isString = !isString
    else if (isString) i += code === backslash ? 1 : 0
    else if (code === comma || code === bracket || code === brace) count += 1
  }
  return count
}

const isObject = (value: unknown): value is RowData =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
