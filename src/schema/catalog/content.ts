import { Field, Int, ObjectType } from 'type-graphql'
import type { Alternate as AlternateSource, Localized } from '../../domains/catalog/types.js'
import { inBestLocale } from '../../kernel/locale.js'
import { Locale, Url } from '../scalars.js'

interface ImageSource {
  readonly url: string
  readonly alts: readonly Localized[]
  readonly width: number | null
  readonly height: number | null
}

@ObjectType({ simpleResolvers: true, description: 'A picture.' })
export class Image {
  constructor(
    private readonly source: ImageSource,
    private readonly localeChain: readonly string[],
  ) {}

  @Field(() => Url, { description: 'Where the picture lies.' })
  get url(): string {
    return this.source.url
  }

  @Field(() => String, { nullable: true, description: 'What it shows, for those who cannot see it.' })
  get alt(): string | null {
    return inBestLocale(this.source.alts, this.localeChain)?.value ?? null
  }

  @Field(() => Int, { nullable: true, description: 'Pixels, where known.' })
  get width(): number | null {
    return this.source.width
  }

  @Field(() => Int, { nullable: true, description: 'Pixels, where known.' })
  get height(): number | null {
    return this.source.height
  }
}

@ObjectType({ simpleResolvers: true, description: 'The same page in another language, for `hreflang`.' })
export class Alternate implements AlternateSource {
  @Field(() => Locale, { description: 'The language of the page.' })
  readonly locale!: string
  @Field(() => String, { description: 'The current slug in this locale.' })
  readonly slug!: string
}

@ObjectType({ simpleResolvers: true, description: 'What search engines and link previews show of a page.' })
export class Seo {
  constructor(title: string | null, description: string | null, image: Image | null) {
    this.title = title
    this.description = description
    this.image = image
  }

  @Field(() => String, { nullable: true, description: 'Falls back to the name in your template when null.' })
  readonly title: string | null
  @Field(() => String, { nullable: true, description: 'A sentence or two for lists of results.' })
  readonly description: string | null
  @Field(() => Image, { nullable: true, description: 'For link previews.' })
  readonly image: Image | null
}
