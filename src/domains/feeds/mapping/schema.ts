import { z } from 'zod'
import { attributeTypes } from '../../catalog/index.js'
import { FeedError } from '../feed-error.js'

const scalar = z.union([z.string(), z.number(), z.boolean()], 'must be a text, a number, true or false')
const word = z.string().min(1)

/** Where a value comes from; a bare text is short for a column. */
const source = z.preprocess(
  (given) => (typeof given === 'string' ? { column: given } : given),
  z
    .strictObject(
      {
        column: word.optional(),
        value: scalar.optional(),
        template: word.optional(),
        default: scalar.optional(),
        values: z.record(z.string(), scalar).optional(),
        split: word.optional(),
      },
      {
        error: (issue) => (issue.code === 'invalid_type' ? 'must be a column name or an object' : undefined),
      },
    )
    .refine(
      ({ column, value, template }) =>
        [column, value, template].filter((it) => it !== undefined).length === 1,
      'needs exactly one of `column`, `value` and `template`',
    ),
)
export type Source = z.infer<typeof source>

const attributeRule = z
  .strictObject({
    column: word.optional(),
    prefix: word.optional(),
    value: source.optional(),
    key: word.optional(),
    type: z.enum(attributeTypes),
    unit: word.optional(),
    name: word.optional(),
    required: z.boolean().default(false),
    filterable: z.boolean().default(false),
    searchable: z.boolean().default(false),
  })
  .refine(
    ({ column, prefix, value }) => [column, prefix, value].filter((it) => it !== undefined).length === 1,
    'needs exactly one of `column`, `prefix` and `value`',
  )
  .refine(
    ({ prefix, name }) => prefix === undefined || name === undefined,
    '`name` goes with one column, not a `prefix`',
  )
  .refine(
    ({ prefix, key }) => prefix === undefined || key === undefined || key.includes('{rest}'),
    'the `key` of a `prefix` must hold {rest}, or all its columns would be one attribute',
  )
  .refine(({ value, key }) => value === undefined || key !== undefined, 'a `value` needs a `key`')
export type AttributeRule = z.infer<typeof attributeRule>

const text = z.strictObject({
  locale: word.optional(),
  name: source,
  slug: source.optional(),
  description: source.optional(),
  /** Plain text unless told: `<` and line breaks are then shown as they are. */
  descriptionIsHtml: z.boolean().default(false),
  seoTitle: source.optional(),
  seoDescription: source.optional(),
})

const product = z.strictObject({
  externalReference: source,
  productType: source,
  status: source.optional(),
  brand: source.optional(),
  categories: source.optional(),
  /** Stands between the steps of a category's path: "Home > Garden". */
  categoryPath: word.optional(),
  tags: source.optional(),
  texts: z.array(text).min(1, 'needs at least one entry'),
  media: z.array(z.strictObject({ url: source, alt: source.optional() })).optional(),
  publications: z.array(z.strictObject({ channel: source, publishedAt: source.optional() })).optional(),
  attributes: z.array(attributeRule).optional(),
})

const price = z.strictObject({
  channel: source,
  currency: source,
  amount: source,
  compareAt: source.optional(),
  /** The amounts are whole minor units (1999 for EUR 19.99) and not decimals ("19.99"). */
  minorUnits: z.boolean().default(false),
})

const variant = z.strictObject({
  sku: source.optional(),
  externalReference: source.optional(),
  name: source.optional(),
  barcodes: source.optional(),
  media: source.optional(),
  options: z.array(z.strictObject({ key: word, name: word.optional(), value: source })).optional(),
  weight: z.strictObject({ value: source, unit: z.enum(['g', 'kg', 'oz', 'lb']) }).optional(),
  requiresShipping: source.optional(),
  attributes: z.array(attributeRule).optional(),
  prices: z.array(price).optional(),
})

/** Made when there is none of that slug yet. */
const channel = z.strictObject({
  slug: word,
  name: word,
  currencies: z.array(word),
  locales: z.array(word),
  countries: z.array(word),
  pricesIncludeTax: z.boolean().default(true),
})

const mapping = z.strictObject({
  $schema: z.string().optional(),
  format: z.enum(['csv', 'ndjson']).optional(),
  /** Between the columns of a CSV file. */
  delimiter: z.string().length(1, 'must be one character').default(','),
  /** The locale of all that the file says, unless a text names another. */
  locale: word,
  /** The column by which rows that follow each other are variants of one product. */
  groupBy: word.optional(),
  channels: z.array(channel).default([]),
  product,
  variant,
})

/** How a foreign file becomes products. `docs/import.md` explains each field. */
export type Mapping = z.infer<typeof mapping>
export type ProductMapping = Mapping['product']
export type VariantMapping = Mapping['variant']
export type PriceMapping = z.infer<typeof price>

/** Reads a mapping file. Throws a `FeedError` that lists every problem with its place. */
export function parseMapping(json: string): Mapping {
  let given: unknown
  try {
    given = JSON.parse(json)
  } catch (error) {
    throw new FeedError(`The mapping is not JSON: ${(error as Error).message}`)
  }
  const parsed = mapping.safeParse(given)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map(
    (issue) => `  ${issue.path.join('.') || '(root)'}: ${issue.message}`,
  )
  throw new FeedError(`The mapping has ${problems.length} problem(s):\n${problems.join('\n')}`)
}

/** Every column that the mapping reads by name, each once. */
export function columnsOf(mapping: Mapping): readonly string[] {
  const columns = new Set(mapping.groupBy === undefined ? [] : [mapping.groupBy])
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return
    for (const [key, value] of Object.entries(part)) {
      if (key === 'column' && typeof value === 'string') columns.add(value)
      else if (key === 'template' && typeof value === 'string')
        for (const name of placeholdersOf(value)) columns.add(name)
      else visit(value)
    }
  }
  visit(mapping.product)
  visit(mapping.variant)
  return [...columns]
}

const placeholdersOf = (template: string) =>
  [...template.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name ?? '')
