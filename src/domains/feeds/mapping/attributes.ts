import type { FieldPath } from '../../../kernel/problem.js'
import type { AttributeType, AttributeValueInput } from '../../catalog/index.js'
import type { AttributeNeed } from '../needs.js'
import type { RowData } from '../reading/row.js'
import type { Cells } from './cells.js'
import { keyFrom, keyOfColumn, nameOfKey } from './names.js'
import type { AttributeRule, Source } from './schema.js'

export interface MappedAttributes {
  readonly values: readonly AttributeValueInput[]
  readonly needs: readonly AttributeNeed[]
}
/** A column of this row that a rule makes an attribute of. */
interface Match {
  readonly rule: AttributeRule
  readonly source: Source
  readonly key: string
  readonly name: string
}

/** The attribute values of a row. Of several rules for a column the first counts; empty cells give none. */
export function mappedAttributes(
  field: FieldPath,
  rules: readonly AttributeRule[],
  row: RowData,
  cells: Cells,
): MappedAttributes {
  const values: AttributeValueInput[] = []
  const needs: AttributeNeed[] = []
  for (const match of matchesOf(rules, row)) {
    const read = readers[match.rule.type]([...field, match.key], match.source, cells)
    if (!read) continue
    values.push({ key: match.key, ...read.value })
    needs.push(needOf(match, read.choices ?? []))
  }
  return { values, needs }
}

function matchesOf(rules: readonly AttributeRule[], row: RowData): Match[] {
  const named = rules.filter((rule) => rule.prefix === undefined)
  const taken = new Set(named.map((rule) => rule.column))
  const prefixed = rules.filter((rule) => rule.prefix !== undefined)
  const byPrefix = prefixed.length === 0 ? [] : Object.keys(row).filter((column) => !taken.has(column))
  return [
    ...named.map(matchOfNamed),
    ...byPrefix.flatMap((column) => {
      const rule = prefixed.find(({ prefix = '' }) => column.startsWith(prefix) && column !== prefix)
      return rule ? [matchOfPrefix(rule, column)] : []
    }),
  ]
}

function matchOfNamed(rule: AttributeRule): Match {
  const key = rule.key ?? keyOfColumn(rule.column ?? '')
  const source = rule.value ?? { column: rule.column }
  return { rule, source, key, name: rule.name ?? nameOfKey(rule.column ?? key) }
}

function matchOfPrefix(rule: AttributeRule, column: string): Match {
  const rest = column.slice(rule.prefix?.length)
  const key = keyOfColumn((rule.key ?? '{rest}').replaceAll('{rest}', rest))
  return { rule, source: { column }, key, name: nameOfKey(rest) }
}

interface Read {
  readonly value: Omit<AttributeValueInput, 'key'>
  readonly choices?: AttributeNeed['choices']
}

const readers: Readonly<
  Record<AttributeType, (field: FieldPath, source: Source, cells: Cells) => Read | null>
> = {
  TEXT(field, source, cells) {
    const text = cells.text(field, source)
    return text === null ? null : { value: { text } }
  },
  NUMBER(field, source, cells) {
    const number = cells.decimal(field, source)
    return number === null ? null : { value: { number } }
  },
  BOOLEAN(field, source, cells) {
    const boolean = cells.boolean(field, source)
    return boolean === null ? null : { value: { boolean } }
  },
  DATE(field, source, cells) {
    const date = cells.date(field, source)
    return date === null ? null : { value: { date } }
  },
  ONE_OF(field, source, cells) {
    const name = cells.text(field, source)
    return choicesOf(name === null ? [] : [name])
  },
  MANY_OF: (field, source, cells) => choicesOf(cells.list(field, source)),
}

function choicesOf(names: readonly string[]): Read | null {
  const choices = names.map((name) => ({ key: keyFrom(name), name }))
  return choices.length === 0 ? null : { value: { choices: choices.map(({ key }) => key) }, choices }
}

const needOf = ({ rule, key, name }: Match, choices: AttributeNeed['choices']): AttributeNeed => ({
  key,
  name,
  choices,
  type: rule.type,
  unit: rule.unit ?? null,
  required: rule.required,
  filterable: rule.filterable,
  searchable: rule.searchable,
})
