import { Column, is, SQL } from 'drizzle-orm'

interface Decoder {
  mapFromDriverValue(value: unknown): unknown
}
interface SelectedField {
  readonly path: readonly string[]
  readonly field: unknown
}
/** What a prepared query of Drizzle has inside. */
interface Inside {
  readonly fields?: readonly SelectedField[]
  customResultMapper?: (rows: unknown[][]) => unknown
}

/**
 * Makes a prepared query read its rows by a function that is written for their columns. Drizzle asks anew for every
 * value of every row how to read it, which costs as much as SQLite takes to find it. Rows with rows inside stay with Drizzle.
 */
export function readRowsFast(prepared: object): void {
  const inside = prepared as Inside
  const fields = inside.fields
  if (!fields || inside.customResultMapper || fields.some(({ path }) => path.length !== 1)) return
  const decoders = fields.map(({ field }) => decoderOf(field))
  if (decoders.includes(null)) return
  const readRow = rowReader(
    fields.map(({ path }) => path[0] as string),
    decoders as Decoder[],
  )
  inside.customResultMapper = (rows) => rows.map(readRow)
}

/** null for what only Drizzle knows how to read. */
function decoderOf(field: unknown): Decoder | null {
  if (is(field, Column)) return field
  if (is(field, SQL)) return (field as unknown as { decoder: Decoder }).decoder
  if (is(field, SQL.Aliased)) return (field.sql as unknown as { decoder: Decoder }).decoder
  return null
}

/** Keys are names in our own code, never a caller's. */
function rowReader(keys: readonly string[], decoders: readonly Decoder[]): (row: unknown[]) => object {
  const entries = keys.map((key, i) => {
    const value = isAsStored(decoders[i] as Decoder)
      ? `row[${i}]`
      : `row[${i}] === null ? null : decoders[${i}].mapFromDriverValue(row[${i}])`
    return `${JSON.stringify(key)}: ${value}`
  })
  return new Function('decoders', `return (row) => ({ ${entries.join(', ')} })`)(decoders)
}

const isAsStored = ({ mapFromDriverValue }: Decoder): boolean =>
  mapFromDriverValue === Column.prototype.mapFromDriverValue
