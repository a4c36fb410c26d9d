import { canonicalDecimal } from '../../../kernel/decimal.js'
import { parseDecimal } from '../../../kernel/money/index.js'
import { type FieldPath, invalid, type Problem } from '../../../kernel/problem.js'
import type { RowData } from '../reading/row.js'
import type { Source } from './schema.js'

const yes = new Set(['true', 'yes', 'y', '1', 'on'])
const no = new Set(['false', 'no', 'n', '0', 'off'])

/**
 * Reads typed values out of one row. An absent or empty cell is null. What cannot be read is null too and is told in
 * `problems`, with the field of the product that it was for and the column that it stands in.
 */
export class Cells {
  constructor(
    private readonly row: RowData,
    private readonly problems: Problem[],
  ) {}

  text(field: FieldPath, source: Source | undefined): string | null {
    const value = this.value(source)
    if (value === null) return null
    return textOf(value) ?? this.fault(field, source, value, 'is not a text')
  }

  /** The same, where something must stand. */
  needed(field: FieldPath, source: Source): string {
    const text = this.text(field, source)
    if (text === null && this.value(source) === null)
      this.problems.push(invalid('REQUIRED', field, `${labelOf(source)} is empty; every row needs one.`))
    return text ?? ''
  }

  list(field: FieldPath, source: Source | undefined): string[] {
    const value = this.value(source)
    if (value === null) return []
    const entries = Array.isArray(value) ? value : splitOf(value, source?.split)
    return entries.flatMap((entry) => {
      if (isEmpty(entry)) return []
      return textOf(entry)?.trim() ?? this.fault(field, source, entry, 'is not a text') ?? []
    })
  }

  boolean(field: FieldPath, source: Source | undefined): boolean | null {
    const value = this.value(source)
    if (value === null || typeof value === 'boolean') return value
    const word = textOf(value)?.toLowerCase() ?? ''
    if (yes.has(word)) return true
    return no.has(word) ? false : this.fault(field, source, value, 'is neither true nor false')
  }

  /** A canonical decimal: "2,50" is 2.5. */
  decimal(field: FieldPath, source: Source | undefined): string | null {
    const value = this.value(source)
    if (value === null) return null
    const decimal =
      typeof value === 'number' ? canonicalDecimal(value) : canonicalDecimal(pointed(textOf(value)))
    return decimal ?? this.fault(field, source, value, 'is not a decimal such as "2.13"')
  }

  /** A calendar day, also out of an instant: "2026-03-31T09:00:00Z" is 2026-03-31. */
  date(field: FieldPath, source: Source | undefined): string | null {
    const value = this.value(source)
    if (value === null) return null
    const date = /^(\d{4}-\d{2}-\d{2})(?:$|[T ])/.exec(textOf(value) ?? '')?.[1]
    return date ?? this.fault(field, source, value, 'is not a date such as "2026-03-31"')
  }

  /** Minor units of a currency of ISO 4217, from a decimal amount or from whole minor units. */
  amount(field: FieldPath, source: Source | undefined, currency: string, minorUnits: boolean): number | null {
    const value = this.value(source)
    if (value === null) return null
    if (minorUnits) {
      const minor = /^-?\d{1,20}$/.test(textOf(value) ?? '') ? Number(value) : null
      return minor ?? this.fault(field, source, value, 'is not a whole number of minor units such as 1999')
    }
    const money = parseDecimal(pointed(textOf(value)), currency)
    return (
      money?.amountMinor ??
      this.fault(field, source, value, `is not an amount in ${currency} such as "19.99"`)
    )
  }

  private value(source: Source | undefined): unknown {
    if (!source) return null
    const given = source.template === undefined ? this.raw(source) : this.filled(source.template)
    if (isEmpty(given)) return source.default ?? null
    const text = source.values && textOf(given)
    return (text && Object.hasOwn(source.values ?? {}, text) ? source.values?.[text] : given) ?? null
  }

  private raw({ column, value }: Source): unknown {
    const given = column === undefined ? value : pick(this.row, column)
    return typeof given === 'string' ? given.trim() : given
  }

  /** Empty as soon as one of its columns is: "{brand} {name}" without a brand is no name. */
  private filled(template: string): string {
    let complete = true
    const text = template.replace(/\{([^{}]+)\}/g, (_, column: string) => {
      const part = pick(this.row, column)
      if (isEmpty(part)) complete = false
      return textOf(part) ?? ''
    })
    return complete ? text : ''
  }

  private fault(field: FieldPath, source: Source | undefined, value: unknown, complaint: string): null {
    const got = JSON.stringify(value).slice(0, 100)
    this.problems.push(invalid('INVALID_FORMAT', field, `${labelOf(source)} has ${got}, which ${complaint}.`))
    return null
  }
}

/** The column of that very name, else the value that the dotted path leads to; in a list, that of each entry. */
function pick(row: RowData, column: string): unknown {
  if (Object.hasOwn(row, column)) return row[column]
  if (!column.includes('.')) return null
  return column.split('.').reduce<unknown>(stepInto, row)
}

function stepInto(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.map((entry) => stepInto(entry, name))
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return null
  return (value as RowData)[name]
}

const labelOf = (source: Source | undefined) =>
  source?.column === undefined
    ? `The mapping's ${source?.template === undefined ? 'value' : `"${source.template}"`}`
    : `Column "${source.column}"`

const isEmpty = (value: unknown) =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '')

const textOf = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : null

const splitOf = (value: unknown, split: string | undefined) =>
  split !== undefined && typeof value === 'string' ? value.split(split) : [value]

/** With a point where a comma stands for it. Thousands cannot be grouped: 1,299 might be either. */
const pointed = (text: string | null) => (text ?? '').replace(/^(-?\d*),(\d+)$/, '$1.$2')
