import { Field, ObjectType, registerEnumType } from 'type-graphql'
import { connectionOf } from '../connections.js'
import { DateTime } from '../scalars.js'
import { Alternate, Image } from './content.js'

export const SitemapKind = { PRODUCT: 'PRODUCT', CATEGORY: 'CATEGORY', BRAND: 'BRAND' } as const
registerEnumType(SitemapKind, {
  name: 'SitemapKind',
  description: 'What the pages show. More kinds may appear.',
})

@ObjectType({ simpleResolvers: true, description: 'A page of the shop, for sitemap.xml.' })
export class SitemapEntry {
  @Field(() => String)
  readonly slug!: string
  @Field(() => [Alternate])
  readonly alternates!: readonly Alternate[]
  @Field(() => DateTime)
  readonly updatedAt!: Date
  @Field(() => Image, { nullable: true })
  readonly image!: Image | null
}

export const SitemapConnection = connectionOf(SitemapEntry, { name: 'Sitemap', totalCount: false })
