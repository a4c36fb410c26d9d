import { z } from 'zod'
import { invalid, type Problem } from '../../kernel/problem.js'
import { attributeTypes, productStatuses } from '../catalog/index.js'
import { taxRoundings } from '../channels/index.js'
import type { FeedRecord } from './records.js'

const texts = z.array(z.strictObject({ locale: z.string(), value: z.string() }))
const version = z.number().nullish()
const image = z.strictObject({
  url: z.string(),
  alts: texts.optional(),
  width: z.number().nullish(),
  height: z.number().nullish(),
})
const translations = z.array(
  z.strictObject({
    locale: z.string(),
    name: z.string(),
    slug: z.string().nullish(),
    description: z.string().nullish(),
    seoTitle: z.string().nullish(),
    seoDescription: z.string().nullish(),
  }),
)
const attributes = z.array(
  z.strictObject({
    key: z.string(),
    text: z.string().nullish(),
    number: z.union([z.string(), z.number()], 'Invalid input: expected a decimal').nullish(),
    boolean: z.boolean().nullish(),
    choices: z.array(z.string()).nullish(),
    date: z.string().nullish(),
  }),
)
const price = z.strictObject({
  channel: z.string(),
  currency: z.string(),
  amountMinor: z.number(),
  compareAtMinor: z.number().nullish(),
  priceGroup: z.string().nullish(),
  minQuantity: z.number().nullish(),
  startsAt: z.string().nullish(),
  endsAt: z.string().nullish(),
})
const decimal = z.union([z.string(), z.number()])

const shop = z.strictObject({ kind: z.literal('shop'), name: z.string() })
const channel = z.strictObject({
  kind: z.literal('channel'),
  slug: z.string(),
  expectedVersion: version,
  name: z.string().optional(),
  currencies: z.array(z.string()).optional(),
  locales: z.array(z.string()).optional(),
  countries: z.array(z.string()).optional(),
  pricesIncludeTax: z.boolean().optional(),
  taxRounding: z.enum(taxRoundings).optional(),
  roundTotalsTo: z.array(z.strictObject({ currency: z.string(), amountMinor: z.number() })).nullish(),
  quantityDisplayCap: z.number().nullish(),
  isDefault: z.boolean().optional(),
})
const attribute = z.strictObject({
  kind: z.literal('attribute'),
  key: z.string(),
  expectedVersion: version,
  type: z.enum(attributeTypes).optional(),
  unit: z.string().nullish(),
  names: texts.optional(),
  choices: z.array(z.strictObject({ key: z.string(), names: texts })).optional(),
})
const productType = z.strictObject({
  kind: z.literal('productType'),
  key: z.string(),
  expectedVersion: version,
  name: z.string().optional(),
  attributes: z
    .array(
      z.strictObject({
        key: z.string(),
        required: z.boolean().optional(),
        filterable: z.boolean().optional(),
        searchable: z.boolean().optional(),
      }),
    )
    .optional(),
})
const brand = z.strictObject({
  kind: z.literal('brand'),
  externalReference: z.string(),
  expectedVersion: version,
  translations: translations.optional(),
  image: image.nullish(),
})
const category = z.strictObject({
  kind: z.literal('category'),
  externalReference: z.string(),
  expectedVersion: version,
  parent: z.string().nullish(),
  position: z.number().optional(),
  translations: translations.optional(),
  image: image.nullish(),
})
const product = z.strictObject({
  kind: z.literal('product'),
  externalReference: z.string(),
  expectedVersion: version,
  productType: z.string().optional(),
  status: z.enum(productStatuses).optional(),
  brand: z.string().nullish(),
  categories: z.array(z.string()).optional(),
  tags: z.array(z.string()).optional(),
  rank: z.number().optional(),
  taxCategory: z.string().nullish(),
  translations: translations.optional(),
  attributes: attributes.optional(),
  options: z
    .array(
      z.strictObject({
        key: z.string(),
        names: texts,
        values: z.array(
          z.strictObject({
            key: z.string(),
            names: texts,
            swatchColor: z.string().nullish(),
            swatchImageUrl: z.string().nullish(),
          }),
        ),
      }),
    )
    .optional(),
  media: z
    .array(image.extend({ kind: z.enum(['IMAGE', 'VIDEO']).optional(), mimeType: z.string().nullish() }))
    .optional(),
  publications: z
    .array(z.strictObject({ channel: z.string(), publishedAt: z.string().nullish() }))
    .optional(),
  variants: z
    .array(
      z.strictObject({
        externalReference: z.string().nullish(),
        sku: z.string().nullish(),
        barcodes: z.array(z.string()).optional(),
        names: texts.optional(),
        options: z.array(z.strictObject({ key: z.string(), valueKey: z.string() })).optional(),
        attributes: attributes.optional(),
        mediaUrls: z.array(z.string()).optional(),
        weight: z
          .strictObject({ value: z.union([z.string(), z.number()]), unit: z.enum(['g', 'kg', 'oz', 'lb']) })
          .nullish(),
        requiresShipping: z.boolean().optional(),
        unitMeasure: z
          .strictObject({ value: decimal, unit: z.string(), perValue: decimal, perUnit: z.string() })
          .nullish(),
        quantityRule: z
          .strictObject({
            min: z.number().nullish(),
            max: z.number().nullish(),
            step: z.number().nullish(),
          })
          .nullish(),
        taxCategory: z.string().nullish(),
        prices: z.array(price).optional(),
      }),
    )
    .optional(),
})

const record = z.discriminatedUnion('kind', [shop, channel, attribute, productType, brand, category, product])

/** A line of a native feed, or every reason why it is none. What it says is judged when it is saved. */
export function nativeRecord(
  data: unknown,
): { record: FeedRecord; problems: readonly Problem[] } | { record: null; problems: readonly Problem[] } {
  const parsed = record.safeParse(data)
  if (parsed.success) return { record: parsed.data as FeedRecord, problems: [] }
  const problems = parsed.error.issues.map(({ path, message }) =>
    invalid('INVALID', path.map(String), `${attributeAt(data, path)}${message}.`),
  )
  return { record: null, problems }
}

/** Names the attribute that a path leads through, as its place in the list says little. */
function attributeAt(data: unknown, path: readonly PropertyKey[]): string {
  let part = data
  for (const [i, step] of path.entries()) {
    part = (part as Record<PropertyKey, unknown> | undefined)?.[step]
    const key = (part as { key?: unknown } | undefined)?.key
    if (path[i - 1] === 'attributes' && typeof key === 'string') return `Attribute "${key}": `
  }
  return ''
}

/** What tells a record from the others of its kind. */
export function keyOfRecord(record: FeedRecord): string {
  switch (record.kind) {
    case 'shop':
      return 'shop'
    case 'channel':
      return record.slug
    case 'attribute':
    case 'productType':
      return record.key
    case 'brand':
    case 'category':
    case 'product':
      return record.externalReference
  }
}
