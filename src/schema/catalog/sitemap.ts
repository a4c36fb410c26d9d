import { Field, ObjectType, registerEnumType } from 'type-graphql'
import { connectionOf } from '../connections.js'
import { DateTime } from '../scalars.js'
import { Alternate, Image } from './content.js'

export const SitemapKind = { PRODUCT: 'PRODUCT', CATEGORY: 'CATEGORY', BRAND: 'BRAND' } as const
registerEnumType(SitemapKind, {
  name: 'SitemapKind',
  description: 'What the pages show. More kinds may appear.',
  valuesConfig: {
    PRODUCT: { description: 'Products that the context sells.' },
    CATEGORY: { description: 'Categories.' },
    BRAND: { description: 'Brands.' },
  },
})

@ObjectType({ simpleResolvers: true, description: 'A page of the shop, for sitemap.xml.' })
export class SitemapEntry {
  @Field(() => String, { description: 'The slug in the locale of the context.' })
  readonly slug!: string
  @Field(() => [Alternate], { description: 'The same page in every language, this one too.' })
  readonly alternates!: readonly Alternate[]
  @Field(() => DateTime, { description: 'When what it shows was changed last.' })
  readonly updatedAt!: Date
  @Field(() => Image, { nullable: true, description: 'What the page shows first.' })
  readonly image!: Image | null
}

export const SitemapConnection = connectionOf(SitemapEntry, { name: 'Sitemap', totalCount: false })
