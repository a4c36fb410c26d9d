import { Field, ID, Int, ObjectType } from 'type-graphql'
import type * as catalog from '../../domains/catalog/types.js'
import { globalId } from '../../kernel/ids.js'
import { Node } from '../common.js'
import { Html, Locale } from '../scalars.js'
import { Image, Seo } from './content.js'

@ObjectType({ implements: Node, description: 'Who makes it.' })
export class Brand {
  constructor(
    readonly source: catalog.Brand,
    private readonly localeChain: readonly string[],
  ) {}

  @Field(() => ID, { description: 'Names this brand among all things.' })
  get id(): string {
    return globalId('Brand', this.source.id)
  }

  @Field(() => String, {
    description: 'For the address of its page; an old slug still finds it.',
  })
  get slug(): string {
    return this.source.slug
  }

  @Field(() => String, { description: 'Its name in the system that feeds the catalog.' })
  get externalReference(): string {
    return this.source.externalReference
  }

  @Field(() => String, { description: 'What it is called.' })
  get name(): string {
    return this.source.name
  }

  @Field(() => Html, { nullable: true, description: 'What there is to say about it.' })
  get description(): string | null {
    return this.source.description
  }

  @Field(() => Locale, { description: 'The locale that the texts came from, after fallback.' })
  get contentLocale(): string {
    return this.source.contentLocale
  }

  @Field(() => Image, { nullable: true, description: 'Its logo.' })
  get image(): Image | null {
    return this.source.image && new Image(this.source.image, this.localeChain)
  }

  @Field(() => Seo, { description: 'For search engines and link previews.' })
  get seo(): Seo {
    return new Seo(this.source.seoTitle, this.source.seoDescription, this.image)
  }

  @Field(() => Int, {
    description: 'Grows with each change; editors send it as `expectedVersion`.',
  })
  get version(): number {
    return this.source.version
  }
}
