import type { StoredAttributeValue, StoredOption } from '../../src/db/tables/catalog.js'
import { currency } from '../shop/definitions.js'
import { type AttributeRow, jsonOf, type MediaRow, type VariantRow } from './product-questions.js'
import { chain, inChain } from './shop.js'

const prices = new Intl.NumberFormat(chain[0], { style: 'currency', currency })
const numbers = new Intl.NumberFormat(chain[0], { maximumFractionDigits: 12 })
const days = new Intl.DateTimeFormat(chain[0], { dateStyle: 'medium', timeZone: 'UTC' })

export const shownMoney = (amountMinor: number) => ({
  amountMinor,
  currency,
  formatted: prices.format(amountMinor / 100),
})

export const shownOptions = (options: readonly StoredOption[]) =>
  options.map(({ key, names, values }) => ({
    key,
    name: inChain(names),
    values: values.map((value) => ({
      key: value.key,
      name: inChain(value.names),
      swatchColor: value.swatchColor,
    })),
  }))

export function shownVariant(row: VariantRow, options: readonly StoredOption[]) {
  const weight = jsonOf(row.weight)
  return {
    id: `var_${row.id}`,
    sku: row.sku,
    name: row.name,
    price: shownMoney(row.amount_minor),
    compareAtPrice: row.compare_at_minor === null ? null : shownMoney(row.compare_at_minor),
    availableForSale: true,
    weight: { value: weight.value, unit: weight.unit },
    selectedOptions: jsonOf(row.options).map(({ key, valueKey }) => {
      const option = options.find((one) => one.key === key)
      const value = option?.values.find((one) => one.key === valueKey)
      return { key, name: inChain(option?.names ?? []), value: inChain(value?.names ?? []), valueKey }
    }),
  }
}

export function shownMedia({ id, url, alts, width, height }: MediaRow) {
  const alt = inChain(jsonOf(alts))
  return { id: `img_${id}`, alt, image: { url, alt, width, height } }
}

export function shownAttribute(
  value: StoredAttributeValue,
  { key, type, unit, names, choices }: AttributeRow,
) {
  const common = { key, name: inChain(jsonOf(names)) }
  switch (type) {
    case 'NUMBER': {
      const digits = numbers.format(Number(value.number))
      return { ...common, displayValue: unit ? `${digits} ${unit}` : digits, number: value.number, unit }
    }
    case 'BOOLEAN':
      return { ...common, displayValue: value.boolean ? '✓' : '✗', boolean: value.boolean }
    case 'DATE':
      return { ...common, displayValue: days.format(new Date(`${value.date}T00:00:00Z`)), date: value.date }
    case 'ONE_OF': {
      const chosen = jsonOf(choices)
        .filter((choice) => value.choices?.includes(choice.key))
        .map((choice) => ({ key: choice.key, name: inChain(choice.names) }))
      return { ...common, displayValue: chosen.map(({ name }) => name).join(', '), choices: chosen }
    }
    default:
      return { ...common, displayValue: value.text, text: value.text }
  }
}
