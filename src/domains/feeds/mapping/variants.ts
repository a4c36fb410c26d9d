import { isCurrency } from '../../../kernel/money/index.js'
import { type FieldPath, invalid, type Problem } from '../../../kernel/problem.js'
import type { PriceInput, ProductOptionInput, VariantInput } from '../../catalog/index.js'
import type { AttributeNeed } from '../needs.js'
import type { RowData } from '../reading/row.js'
import { mappedAttributes } from './attributes.js'
import { Cells } from './cells.js'
import { keyFrom, nameOfKey } from './names.js'
import type { Mapping, PriceMapping, VariantMapping } from './schema.js'

type OptionSources = NonNullable<VariantMapping['options']>

/** A variant for each row. */
export function mappedVariants(
  mapping: Mapping,
  rows: readonly RowData[],
  problems: Problem[],
): { variants: VariantInput[]; needs: readonly AttributeNeed[] } {
  const needs: AttributeNeed[] = []
  const variants = rows.map((row, i) => {
    const cells = new Cells(row, problems)
    const field = ['variants', String(i)]
    const rules = mapping.variant.attributes
    const attributes = mappedAttributes([...field, 'attributes'], rules ?? [], row, cells)
    needs.push(...attributes.needs)
    return {
      ...variantOf(field, mapping.variant, mapping.locale, cells),
      ...(rules && { attributes: [...attributes.values] }),
      ...(mapping.variant.prices && { prices: pricesOf(field, mapping.variant.prices, cells, problems) }),
    }
  })
  return { variants, needs }
}

function variantOf(field: FieldPath, mapping: VariantMapping, locale: string, cells: Cells): VariantInput {
  const { sku, externalReference, name, barcodes, media, options, weight, requiresShipping } = mapping
  const ownName = cells.text([...field, 'names'], name)
  const weighs = cells.decimal([...field, 'weight'], weight?.value)
  const shipped = cells.boolean([...field, 'requiresShipping'], requiresShipping)
  return {
    ...(sku && { sku: cells.text([...field, 'sku'], sku) }),
    ...(externalReference && {
      externalReference: cells.text([...field, 'externalReference'], externalReference),
    }),
    ...(name && { names: ownName === null ? [] : [{ locale, value: ownName }] }),
    ...(barcodes && { barcodes: [...new Set(cells.list([...field, 'barcodes'], barcodes))] }),
    ...(media && { mediaUrls: [...new Set(cells.list([...field, 'mediaUrls'], media))] }),
    ...(options && { options: selectedOf(field, options, cells) }),
    ...(weight && { weight: weighs === null ? null : { value: weighs, unit: weight.unit } }),
    ...(shipped !== null && { requiresShipping: shipped }),
  }
}

function selectedOf(field: FieldPath, options: OptionSources, cells: Cells) {
  return options.flatMap(({ key, value }) => {
    const chosen = cells.text([...field, 'options', key], value)
    return chosen === null ? [] : [{ key, valueKey: keyFrom(chosen) }]
  })
}

/** The options of a product with the values that its rows choose, in the order in which they first stand there. */
export function optionsOf(
  options: OptionSources,
  locale: string,
  rows: readonly RowData[],
): ProductOptionInput[] {
  return options.flatMap(({ key, name, value }) => {
    const chosen = rows.flatMap((row) => new Cells(row, []).text([], value) ?? [])
    const byKey = new Map(chosen.toReversed().map((text) => [keyFrom(text), text]))
    const keys = [...new Set(chosen.map(keyFrom))]
    if (keys.length === 0) return []
    return {
      key,
      names: [{ locale, value: name ?? nameOfKey(key) }],
      values: keys.map((valueKey) => ({
        key: valueKey,
        names: [{ locale, value: byKey.get(valueKey) ?? valueKey }],
      })),
    }
  })
}

/** An empty amount is no price. A currency that a channel does not sell in is refused by the catalog. */
function pricesOf(
  field: FieldPath,
  prices: readonly PriceMapping[],
  cells: Cells,
  problems: Problem[],
): PriceInput[] {
  return prices.flatMap((price, i) => {
    const at = [...field, 'prices', String(i)]
    const channel = cells.needed([...at, 'channel'], price.channel)
    const currency = cells.needed([...at, 'currency'], price.currency).toUpperCase()
    if (currency === '') return []
    if (!isCurrency(currency)) {
      problems.push(invalid('INVALID', [...at, 'currency'], `"${currency}" is not a currency of ISO 4217.`))
      return []
    }
    const amountMinor = cells.amount([...at, 'amountMinor'], price.amount, currency, price.minorUnits)
    const compareAtMinor = cells.amount(
      [...at, 'compareAtMinor'],
      price.compareAt,
      currency,
      price.minorUnits,
    )
    return amountMinor === null
      ? []
      : { channel, currency, amountMinor, ...(price.compareAt && { compareAtMinor }) }
  })
}
