import { byLocale, localizedProblems } from '../../../kernel/localized.js'
import { type FieldPath, invalid, type Problem } from '../../../kernel/problem.js'
import { duplicateProblems, textProblems } from '../../../kernel/text.js'
import type { ImageInput, MediaInput } from '../inputs.js'
import type { Localized, StoredImage } from '../types.js'

/** One picture or film of a product, as stored; its place in the list is its position. */
export interface MediaState {
  readonly kind: 'IMAGE' | 'VIDEO'
  readonly url: string
  readonly mimeType: string | null
  readonly alts: readonly Localized[]
  readonly width: number | null
  readonly height: number | null
}
const mostMedia = 100

/** Why a URL cannot be shown: not absolute, not http(s), with credentials or too long. */
export function urlProblems(field: FieldPath, url: string): Problem[] {
  const parsed = URL.canParse(url) ? new URL(url) : null
  const sound =
    parsed &&
    ['http:', 'https:'].includes(parsed.protocol) &&
    !parsed.username &&
    url.length <= 2_000 &&
    url.isWellFormed()
  if (sound) return []
  const message = `"${url.slice(0, 100)}" is not an absolute http(s) URL of at most 2,000 characters.`
  return [invalid('INVALID_FORMAT', field, message)]
}

export function imageProblems(field: FieldPath, image: ImageInput): Problem[] {
  const size = (name: 'width' | 'height') => {
    const pixels = image[name]
    if (pixels == null || (Number.isInteger(pixels) && pixels > 0 && pixels <= 100_000)) return []
    const message = `\`${name}\` is ${pixels}; it must be a whole number of pixels from 1 to 100000.`
    return [invalid('OUT_OF_RANGE', [...field, name], message, { min: '1', max: '100000' })]
  }
  return [
    ...urlProblems([...field, 'url'], image.url),
    ...localizedProblems([...field, 'alts'], image.alts ?? [], 0),
    ...size('width'),
    ...size('height'),
  ]
}

export const storedImage = (image: ImageInput): StoredImage => ({
  url: image.url,
  alts: byLocale(image.alts ?? []),
  width: image.width ?? null,
  height: image.height ?? null,
})

export function mediaProblems(field: FieldPath, media: readonly MediaInput[]): Problem[] {
  if (media.length > mostMedia)
    return [invalid('LIMIT_EXCEEDED', field, `${media.length} media; at most ${mostMedia} are allowed.`)]
  return [
    ...media.flatMap((entry, i) => [
      ...imageProblems([...field, String(i)], entry),
      ...(entry.mimeType
        ? textProblems([...field, String(i), 'mimeType'], entry.mimeType, { most: 100 })
        : []),
    ]),
    ...duplicateProblems(field, media, (entry) => entry.url),
  ]
}

export const mediaStates = (media: readonly MediaInput[]): MediaState[] =>
  media.map((entry) => ({
    ...storedImage(entry),
    kind: entry.kind ?? 'IMAGE',
    mimeType: entry.mimeType || null,
  }))
