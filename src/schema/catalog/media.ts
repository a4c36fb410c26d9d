import { Field, InterfaceType, ObjectType } from 'type-graphql'
import type * as catalog from '../../domains/catalog/types.js'
import { globalId } from '../../kernel/ids.js'
import { inBestLocale } from '../../kernel/locale.js'
import { Node } from '../common.js'
import { Url } from '../scalars.js'
import { Image } from './content.js'

@InterfaceType({ implements: Node, description: 'A picture or a film of a product.' })
export abstract class Media {
  constructor(
    protected readonly source: catalog.Media,
    protected readonly localeChain: readonly string[],
  ) {}

  abstract get id(): string

  @Field(() => String, { nullable: true, description: 'What it shows, for those who cannot see it.' })
  get alt(): string | null {
    return inBestLocale(this.source.alts, this.localeChain)?.value ?? null
  }

  @Field(() => Image, { nullable: true, description: 'A picture that stands for it.' })
  get preview(): Image | null {
    return this.source.kind === 'IMAGE' ? new Image(this.source, this.localeChain) : null
  }
}

@ObjectType({ implements: Media, simpleResolvers: true, description: 'A picture of a product.' })
export class MediaImage extends Media {
  get id(): string {
    return globalId('MediaImage', this.source.id)
  }

  @Field(() => Image, { description: 'The picture.' })
  get image(): Image {
    return new Image(this.source, this.localeChain)
  }
}

@ObjectType({ implements: Media, simpleResolvers: true, description: 'A film of a product.' })
export class MediaVideo extends Media {
  get id(): string {
    return globalId('MediaVideo', this.source.id)
  }

  @Field(() => Url, { description: 'Where the film lies.' })
  get url(): string {
    return this.source.url
  }

  @Field(() => String, { description: 'Such as `video/mp4`; `application/octet-stream` where unknown.' })
  get mimeType(): string {
    return this.source.mimeType ?? 'application/octet-stream'
  }
}

export const presentMedia = (
  source: catalog.Media,
  localeChain: readonly string[],
): MediaImage | MediaVideo =>
  source.kind === 'IMAGE' ? new MediaImage(source, localeChain) : new MediaVideo(source, localeChain)
