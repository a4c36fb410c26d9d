import type { FieldPath, Problem } from '../../../kernel/problem.js'
import type {
  BrandInput,
  CategoryInput,
  MediaInput,
  ProductInput,
  ProductStatus,
  TranslationInput,
} from '../../catalog/index.js'
import type { Needs } from '../needs.js'
import type { RowData } from '../reading/row.js'
import { mappedAttributes } from './attributes.js'
import { Cells } from './cells.js'
import { htmlOf, keyFrom } from './names.js'
import type { Mapping, ProductMapping } from './schema.js'
import { mappedVariants, optionsOf } from './variants.js'

/** The product that some rows describe, with what it refers to and all that cannot be read in them. */
export interface MappedProduct {
  readonly item: ProductInput
  readonly needs: Needs
  readonly problems: readonly Problem[]
}

/** Rows of one product become its variants, in order; what is said of the product itself is read from the first. */
export function mappedProduct(mapping: Mapping, rows: readonly [RowData, ...RowData[]]): MappedProduct {
  const problems: Problem[] = []
  const { product, locale } = mapping
  const first = new Cells(rows[0], problems)
  const attributes = mappedAttributes(['attributes'], product.attributes ?? [], rows[0], first)
  const brand = first.text(['brand'], product.brand)
  const categories = categoriesOf(
    first.list(['categories'], product.categories),
    product.categoryPath,
    locale,
  )
  const typeName = first.needed(['productType'], product.productType)
  const { variants, needs } = mappedVariants(mapping, rows, problems)
  const item: ProductInput = {
    externalReference: first.needed(['externalReference'], product.externalReference),
    productType: keyFrom(typeName),
    translations: product.texts.map((text, i) =>
      translationOf(['translations', String(i)], text, locale, first),
    ),
    variants,
    ...(product.status && { status: statusOf(first.needed(['status'], product.status)) }),
    ...(product.brand && { brand }),
    ...(product.categories && { categories: categories.map(({ leaf }) => leaf) }),
    ...(product.tags && { tags: first.list(['tags'], product.tags) }),
    ...(product.attributes && { attributes: [...attributes.values] }),
    ...(mapping.variant.options && { options: optionsOf(mapping.variant.options, locale, rows) }),
    ...(product.media && { media: mediaOf(product.media, locale, rows, problems) }),
    ...(product.publications && { publications: publicationsOf(product.publications, first) }),
  }
  return {
    item,
    problems,
    needs: {
      locale,
      productType: { key: keyFrom(typeName), name: typeName },
      attributes: [...attributes.needs, ...needs],
      brand: brand === null ? null : brandOf(brand, locale),
      categories: categories.flatMap(({ path }) => path),
    },
  }
}

// A status that there is not is refused with the other faults of the product, by the catalog.
const statusOf = (text: string) => text.toUpperCase() as ProductStatus

function translationOf(
  field: FieldPath,
  text: ProductMapping['texts'][number],
  locale: string,
  cells: Cells,
): TranslationInput {
  const description = cells.text([...field, 'description'], text.description)
  return {
    locale: text.locale ?? locale,
    name: cells.needed([...field, 'name'], text.name),
    ...(text.slug && { slug: cells.text([...field, 'slug'], text.slug) }),
    ...(text.description && {
      description: description === null || text.descriptionIsHtml ? description : htmlOf(description),
    }),
    ...(text.seoTitle && { seoTitle: cells.text([...field, 'seoTitle'], text.seoTitle) }),
    ...(text.seoDescription && {
      seoDescription: cells.text([...field, 'seoDescription'], text.seoDescription),
    }),
  }
}

const brandOf = (name: string, locale: string): BrandInput => ({
  externalReference: name,
  translations: [{ locale, name }],
})

/** "Home > Garden" is a category "Home > Garden" under a category "Home". */
function categoriesOf(
  references: readonly string[],
  separator: string | undefined,
  locale: string,
): { leaf: string; path: CategoryInput[] }[] {
  return references.map((reference) => {
    const steps =
      separator === undefined ? [reference] : reference.split(separator.trim()).map((step) => step.trim())
    const named = steps.filter((step) => step !== '')
    const path = named.map((name, i) => ({
      externalReference: named.slice(0, i + 1).join(' > '),
      parent: i === 0 ? null : named.slice(0, i).join(' > '),
      translations: [{ locale, name }],
    }))
    return { leaf: path.at(-1)?.externalReference ?? reference, path }
  })
}

/** The pictures of all rows, each URL once. */
function mediaOf(
  sources: NonNullable<ProductMapping['media']>,
  locale: string,
  rows: readonly RowData[],
  problems: Problem[],
): MediaInput[] {
  const byUrl = new Map<string, MediaInput>()
  for (const row of rows) {
    const cells = new Cells(row, problems)
    for (const source of sources) {
      const alt = cells.text(['media', 'alt'], source.alt)
      for (const url of cells.list(['media', 'url'], source.url))
        if (!byUrl.has(url)) byUrl.set(url, { url, ...(alt !== null && { alts: [{ locale, value: alt }] }) })
    }
  }
  return [...byUrl.values()]
}

function publicationsOf(sources: NonNullable<ProductMapping['publications']>, cells: Cells) {
  return sources.flatMap((source, i) => {
    const field = ['publications', String(i)]
    const channels = cells.list([...field, 'channel'], source.channel)
    const publishedAt = cells.text([...field, 'publishedAt'], source.publishedAt)
    return channels.map((channel) => ({ channel, ...(publishedAt !== null && { publishedAt }) }))
  })
}
