import { CsvError, parse } from 'csv-parse/sync'
import { FeedError } from '../feed-error.js'
import { type Line, mostBytes } from './lines.js'
import type { Row } from './row.js'

export interface CsvShape {
  /** One character. */
  readonly delimiter: string
  /** Columns that the file must have. */
  readonly columns: readonly string[]
}

/** As many lines as one record spans; more than one where a quoted field holds line breaks. */
interface RecordLines {
  readonly first: number
  readonly last: number
  readonly text: string
  readonly fault: string | null
}

/**
 * RFC 4180 with a header, after Excel's fashion too (a byte order mark, CRLF, another delimiter). A record that cannot be
 * read costs itself alone; a quote that is never closed stops the reading, for nothing behind it can be told apart.
 */
export async function* csvRows(lines: AsyncIterable<Line>, shape: CsvShape): AsyncGenerator<Row> {
  let header: readonly string[] | null = null
  for await (const record of recordsOf(lines, shape.delimiter)) {
    if (header) yield rowOf(record, header, shape.delimiter)
    else header = headerOf(record, shape)
  }
  if (!header) throw new FeedError('The file is empty: the first line must name the columns.')
}

async function* recordsOf(lines: AsyncIterable<Line>, delimiter: string): AsyncGenerator<RecordLines> {
  let open: RecordLines | null = null
  for await (const line of lines) {
    if (!open && line.fault === null && line.text.trim() === '') continue
    const record: RecordLines = {
      first: open?.first ?? line.number,
      last: line.number,
      text: open ? `${open.text}\n${line.text}` : line.text,
      fault: open?.fault ?? line.fault,
    }
    const inQuotes = endsInQuotes(line.text, delimiter, open !== null)
    if (inQuotes && record.text.length > mostBytes) throw unclosed(record, `within ${mostBytes} characters`)
    open = inQuotes ? record : null
    if (!open) yield record
  }
  if (open) throw unclosed(open, 'before the file ends')
}

const unclosed = ({ first }: RecordLines, where: string) =>
  new FeedError(
    `Line ${first} opens a quote that is not closed ${where}, so the records from there on cannot be told apart. ` +
      'Close the quote (a quote inside a field is written twice) and start again.',
  )

/** Whether a quoted field is still open at the end of the line. Only a quote right behind a delimiter opens one. */
function endsInQuotes(text: string, delimiter: string, alreadyOpen: boolean): boolean {
  if (!text.includes('"')) return alreadyOpen
  let inQuotes = alreadyOpen
  let atStart = !alreadyOpen
  for (let i = 0; i < text.length; i++) {
    const isQuote = text[i] === '"'
    if (inQuotes) {
      if (isQuote && text[i + 1] === '"') i += 1
      else if (isQuote) inQuotes = false
    } else if (isQuote && atStart) inQuotes = true
    atStart = !inQuotes && text[i] === delimiter
  }
  return inQuotes
}

function headerOf(record: RecordLines, { delimiter, columns }: CsvShape): readonly string[] {
  const fields = record.fault ?? fieldsOf(record.text, delimiter)
  if (typeof fields === 'string') throw new FeedError(`Line ${record.first}, the header, ${fields}.`)
  const header = fields.map((field) => field.trim())
  const twice = header.find((name, i) => name !== '' && header.indexOf(name) !== i)
  if (twice !== undefined) throw new FeedError(`The header names the column "${twice}" twice.`)
  const missing = columns.filter((column) => !header.includes(column))
  if (missing.length > 0)
    throw new FeedError(
      `The file lacks columns that are to be read: ${missing.join(', ')}. It has: ${header.join(', ')}.`,
    )
  return header
}

function rowOf(record: RecordLines, header: readonly string[], delimiter: string): Row {
  const { first, last, text } = record
  const place = { span: { first, last }, bytes: text.length }
  const fields = record.fault ?? fieldsOf(text, delimiter)
  if (typeof fields === 'string') return { ...place, text, fault: fields }
  if (fields.length !== header.length) {
    const fault = `has ${fields.length} columns where the header has ${header.length}`
    return { ...place, text, fault }
  }
  const data = Object.fromEntries(header.map((name, i) => [name, fields[i] ?? '']))
  return { ...place, data, fault: null }
}

const quoteFaults: Readonly<Record<string, string>> = {
  CSV_INVALID_CLOSING_QUOTE:
    'has text behind a closing quote; a quote inside a quoted field is written twice',
  INVALID_OPENING_QUOTE:
    'has a quote inside an unquoted field; put the field in quotes and write the quote twice',
}

/** The fields of one record, or what is wrong with it. */
function fieldsOf(text: string, delimiter: string): readonly string[] | string {
  try {
    const records: string[][] = parse(text.replace(/\r$/, ''), {
      delimiter,
      record_delimiter: '\n',
      relax_column_count: true,
    })
    return records[0] ?? []
  } catch (error) {
    if (error instanceof CsvError) return quoteFaults[error.code] ?? `cannot be read: ${error.message}`
    throw error
  }
}
