import type {
  Attribute,
  AttributeUse,
  BrandDump,
  CategoryDump,
  Localized,
  ProductDump,
  ProductType,
  StoredAttributeValue,
  StoredImage,
  StoredOption,
  StoredQuantityRule,
  StoredUnitMeasure,
} from '../catalog/index.js'
import type { Channel } from '../channels/index.js'
import type { Price } from '../pricing/index.js'
import type { FeedRecord } from './records.js'

// Records as an export writes them: every field in one order, sets sorted, nothing that changes by itself such as ids,
// versions and times of saving. The engines keep the fields of stored JSON in orders of their own, so each is named.

type Picture = Readonly<Omit<StoredImage, 'alts'>> & { readonly alts: readonly Localized[] }
type Of<K extends FeedRecord['kind']> = Extract<FeedRecord, { kind: K }>

function roundingOf({ roundTotalsToMinor }: Channel): Pick<Of<'channel'>, 'roundTotalsTo'> {
  const entries = Object.entries(roundTotalsToMinor).sort(([a], [b]) => (a < b ? -1 : 1))
  if (entries.length === 0) return {}
  return { roundTotalsTo: entries.map(([currency, amountMinor]) => ({ currency, amountMinor })) }
}

/** Only the default says so: taking the mark from a channel is not possible, giving it to another is. */
export const channelRecord = (channel: Channel): Of<'channel'> => ({
  kind: 'channel',
  slug: channel.slug,
  name: channel.name,
  currencies: [...channel.currencies],
  locales: [...channel.locales],
  countries: [...channel.countries],
  pricesIncludeTax: channel.pricesIncludeTax,
  taxRounding: channel.taxRounding,
  ...roundingOf(channel),
  quantityDisplayCap: channel.quantityDisplayCap,
  ...(channel.isDefault && { isDefault: true }),
})

export const attributeRecord = ({ key, type, unit, names, choices }: Attribute): Of<'attribute'> => ({
  kind: 'attribute',
  key,
  type,
  unit,
  names: localized(names),
  choices: choices.map((choice) => ({ key: choice.key, names: localized(choice.names) })),
})

export const productTypeRecord = ({
  key,
  name,
  uses,
}: ProductType & { readonly uses: readonly AttributeUse[] }): Of<'productType'> => ({
  kind: 'productType',
  key,
  name,
  attributes: uses.map(({ attribute, required, filterable, searchable }) => ({
    key: attribute.key,
    required,
    filterable,
    searchable,
  })),
})

export const brandRecord = ({ externalReference, texts, image }: BrandDump): Of<'brand'> => ({
  kind: 'brand',
  externalReference,
  translations: translations(texts),
  image: image && imageOf(image),
})

export const categoryRecord = (category: CategoryDump): Of<'category'> => ({
  kind: 'category',
  externalReference: category.externalReference,
  parent: category.parent,
  position: category.position,
  translations: translations(category.texts),
  image: category.image && imageOf(category.image),
})

/** `channels` are their slugs by id. */
export function productRecord(
  { state, typeKey, brand, categories }: ProductDump,
  prices: ReadonlyMap<number, readonly Price[]>,
  channels: ReadonlyMap<number, string>,
) {
  return {
    kind: 'product',
    externalReference: state.externalReference,
    productType: typeKey,
    status: state.status,
    brand,
    categories: [...categories],
    tags: [...state.tags].sort(),
    rank: state.rank,
    ...(state.taxCategory !== null && { taxCategory: state.taxCategory }),
    translations: translations(state.texts),
    attributes: attributeValues(state.attributes),
    options: state.options.map(optionOf),
    media: state.media.map((entry) => ({ ...imageOf(entry), kind: entry.kind, mimeType: entry.mimeType })),
    publications: state.publications
      .map(({ channelId, publishedAt }) => ({
        channel: channels.get(channelId) ?? '',
        publishedAt: new Date(publishedAt).toISOString(),
      }))
      .sort((a, b) => inOrder(a.channel, b.channel)),
    variants: state.variants.map((variant) => ({
      externalReference: variant.externalReference,
      sku: variant.sku,
      barcodes: [...variant.barcodes],
      names: localized(variant.names),
      options: variant.options.map(({ key, valueKey }) => ({ key, valueKey })),
      attributes: attributeValues(variant.attributes),
      mediaUrls: [...variant.mediaUrls],
      weight: variant.weight && {
        value: variant.weight.value,
        unit: variant.weight.unit as 'g' | 'kg' | 'oz' | 'lb',
      },
      requiresShipping: variant.requiresShipping,
      ...(variant.unitMeasure && { unitMeasure: measureOf(variant.unitMeasure) }),
      ...(variant.quantityRule && { quantityRule: ruleOf(variant.quantityRule) }),
      ...(variant.taxCategory !== null && { taxCategory: variant.taxCategory }),
      prices: pricesOf(prices.get(variant.id ?? 0) ?? [], channels),
    })),
  } satisfies Of<'product'>
}

export type ProductRecord = ReturnType<typeof productRecord>

const inOrder = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

const localized = (entries: readonly Localized[]) =>
  entries.map(({ locale, value }) => ({ locale, value })).sort((a, b) => inOrder(a.locale, b.locale))

const translations = (texts: ProductDump['state']['texts']) =>
  texts
    .map(({ locale, name, slug, description, seoTitle, seoDescription }) => ({
      locale,
      name,
      slug,
      description,
      seoTitle,
      seoDescription,
    }))
    .sort((a, b) => inOrder(a.locale, b.locale))

const imageOf = ({ url, alts, width, height }: Picture) => ({ url, alts: localized(alts), width, height })

const optionOf = ({ key, names, values }: StoredOption) => ({
  key,
  names: localized(names),
  values: values.map((value) => ({
    key: value.key,
    names: localized(value.names),
    swatchColor: value.swatchColor,
    swatchImageUrl: value.swatchImageUrl,
  })),
})

const attributeValues = (values: readonly StoredAttributeValue[]) =>
  values
    .map(({ key, text, number, boolean, choices, date }) => ({
      key,
      ...(text !== undefined && { text }),
      ...(number !== undefined && { number }),
      ...(boolean !== undefined && { boolean }),
      ...(choices !== undefined && { choices: [...choices] }),
      ...(date !== undefined && { date }),
    }))
    .sort((a, b) => inOrder(a.key, b.key))

const measureOf = ({ value, unit, perValue, perUnit }: StoredUnitMeasure) => ({
  value,
  unit,
  perValue,
  perUnit,
})
const ruleOf = ({ min, max, step }: StoredQuantityRule) => ({ min, max, step })

/** In the order in which they are stored within a channel and currency: for everybody at any time first. */
const pricesOf = (prices: readonly Price[], channels: ReadonlyMap<number, string>) =>
  prices
    .map(({ channelId, currency, amountMinor, compareAtMinor, ...special }) => ({
      channel: channels.get(channelId) ?? '',
      currency,
      amountMinor,
      compareAtMinor,
      ...(special.priceGroup !== '' && { priceGroup: special.priceGroup }),
      ...(special.minQuantity > 1 && { minQuantity: special.minQuantity }),
      ...(special.startsAt && { startsAt: special.startsAt.toISOString() }),
      ...(special.endsAt && { endsAt: special.endsAt.toISOString() }),
    }))
    .sort((a, b) => inOrder(a.channel, b.channel) || inOrder(a.currency, b.currency))
