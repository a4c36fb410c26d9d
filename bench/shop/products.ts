import type {
  PriceInput,
  ProductInput,
  ProductOptionInput,
  TranslationInput,
} from '../../src/domains/catalog/index.js'
import { brands, channel, currency, leaves, materials } from './definitions.js'
import { pick, type Random, randomOf } from './random.js'
import { sentence } from './words.js'

type Translated = Pick<ProductInput, 'translations'> & { readonly locales: readonly ('en' | 'de')[] }

/** The products of a page: two variants each, every other one without a German text. */
export function plainProduct(number: number): ProductInput {
  const random = randomOf(number)
  const reference = `plain-${number}`
  const { locales, ...texts } = textsOf(random, reference, number % 2 === 0 ? ['en', 'de'] : ['en'], false)
  const options = [optionOf('size', 2, locales)]
  return {
    ...commonOf(random, reference),
    ...texts,
    attributes: attributesOf(random).slice(0, 3),
    options,
    media: mediaOf(reference, 1),
    variants: variantsOf(random, reference, options),
  }
}

/** A product with everything that a product page shows, and ten variants. */
export function showpiece(number: number): ProductInput {
  const random = randomOf(1_000_000 + number)
  const reference = `showpiece-${number}`
  const { locales, ...texts } = textsOf(random, reference, ['en', 'de'], true)
  const options = [optionOf('size', 5, locales), optionOf('color', 2, locales)]
  return {
    ...commonOf(random, reference),
    ...texts,
    attributes: attributesOf(random),
    options,
    media: mediaOf(reference, 6),
    variants: variantsOf(random, reference, options),
  }
}

/** A product with 500 variants. */
export function assortment(): ProductInput {
  const random = randomOf(2_000_000)
  const reference = 'assortment'
  const { locales, ...texts } = textsOf(random, reference, ['en', 'de'], true)
  const options = [
    optionOf('size', 10, locales),
    optionOf('color', 10, locales),
    optionOf('finish', 5, locales),
  ]
  return {
    ...commonOf(random, reference),
    ...texts,
    options,
    media: mediaOf(reference, 3),
    variants: variantsOf(random, reference, options),
  }
}

const commonOf = (random: Random, reference: string) => ({
  externalReference: reference,
  productType: 'vessel',
  status: 'ACTIVE' as const,
  brand: pick(random, brands),
  categories: [pick(random, leaves)],
  tags: ['new', 'fragile'],
  rank: Math.floor(random() * 1_000),
  publications: [{ channel, publishedAt: '2024-01-01T00:00:00Z' }],
})

function textsOf(
  random: Random,
  reference: string,
  locales: Translated['locales'],
  seo: boolean,
): Translated {
  const translations = locales.map(
    (locale): TranslationInput => ({
      locale,
      name: sentence(random, locale, 20),
      slug: reference,
      description: sentence(random, locale, 200),
      ...(seo
        ? { seoTitle: sentence(random, locale, 30), seoDescription: sentence(random, locale, 100) }
        : {}),
    }),
  )
  return { translations, locales }
}

function optionOf(key: string, count: number, locales: Translated['locales']): ProductOptionInput {
  const named = (name: string) => locales.map((locale) => ({ locale, value: `${name} (${locale})` }))
  const values = Array.from({ length: count }, (_, i) => ({
    key: `${key}_${i}`,
    names: named(`${key} ${i}`),
  }))
  return { key, names: named(key), values }
}

const attributesOf = (random: Random) => [
  { key: 'material', choices: [pick(random, materials)] },
  { key: 'capacity', number: Math.floor(random() * 2_000) },
  { key: 'handmade', boolean: random() < 0.5 },
  { key: 'height', number: Math.floor(random() * 500) },
  { key: 'symbol', text: sentence(random, 'en', 5) },
  { key: 'maker', text: sentence(random, 'en', 10) },
  { key: 'since', date: `19${10 + Math.floor(random() * 90)}-05-17` },
]

const mediaOf = (reference: string, count: number) =>
  Array.from({ length: count }, (_, i) => ({
    url: `https://images.example/${reference}-${i}.jpg`,
    alts: [
      { locale: 'en', value: `View ${i}` },
      { locale: 'de', value: `Ansicht ${i}` },
    ],
    width: 1_600,
    height: 1_200,
  }))

type Choice = { key: string; valueKey: string }

/** One variant for every combination of option values. */
export const choicesOf = (options: readonly ProductOptionInput[]): Choice[][] =>
  options.reduce<Choice[][]>(
    (chosen, { key, values }) =>
      chosen.flatMap((choices) => values.map((value) => [...choices, { key, valueKey: value.key }])),
    [[]],
  )

const variantsOf = (random: Random, reference: string, options: readonly ProductOptionInput[]) =>
  choicesOf(options).map((choices, i) => ({
    sku: `${reference}-${i}`,
    barcodes: [`bar-${reference}-${i}`],
    options: choices,
    weight: { value: 100 + i, unit: 'g' as const },
    prices: [priceOf(random)],
  }))

function priceOf(random: Random): PriceInput {
  const amountMinor = 100 + Math.floor(random() * 50_000)
  return { channel, currency, amountMinor, compareAtMinor: random() < 0.2 ? amountMinor + 500 : null }
}
