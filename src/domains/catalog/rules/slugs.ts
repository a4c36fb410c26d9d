import { createHash } from 'node:crypto'
import slugify from 'slugify'
import { invalid, type Problem } from '../../../kernel/problem.js'
import { longestSlug, slugLetters, type TextDraft, type TextState } from './texts.js'

/** Who holds a slug: an entity's id, or a text that stands for one not yet stored. */
export type SlugOwner = number | string
interface Holder {
  readonly owner: SlugOwner
  readonly current: boolean
}
const keyOf = (locale: string, slug: string) => `${locale}\n${slug}`

/** The slugs of one kind of entity that are taken, as far as a save can meet them; grows as a batch claims more. */
export class TakenSlugs {
  private readonly holders = new Map<string, Holder>()

  add(locale: string, slug: string, owner: SlugOwner, current: boolean): void {
    this.holders.set(keyOf(locale, slug), { owner, current })
  }

  holderBesides(owner: SlugOwner, locale: string, slug: string): Holder | null {
    const holder = this.holders.get(keyOf(locale, slug))
    return holder && holder.owner !== owner ? holder : null
  }
}

const notInSlugs = new RegExp(`[^${slugLetters}]+`, 'gu')
const longestMade = 150

/** Latin where there is a usual transcription; other scripts as they are. */
const made = (text: string): string =>
  slugify(text, { remove: /[^\p{L}\p{M}\p{N}\s_.-]/gu })
    .toLowerCase()
    .replace(notInSlugs, '-')
    .slice(0, longestMade)
    .replace(/^-+|-+$/g, '')

/** Slugs to try for a name, best first; the later ones carry the external reference, which no other entity has. */
export function slugCandidates(name: string, externalReference: string): readonly string[] {
  const base = made(name)
  const both = [base, made(externalReference)].filter(Boolean).join('-') || 'item'
  const hash = createHash('sha1').update(externalReference).digest('hex').slice(0, 8)
  return [...new Set([base || both, both, `${both}-2`, `${both}-3`, `${both}-${hash}`])].map((slug) =>
    slug.slice(-longestSlug).replace(/^-/, ''),
  )
}

/**
 * The texts with the slugs that they get, all of them free unless there are problems. An old slug of another entity may
 * be taken over by name, never by a made one.
 */
export function settledSlugs(
  translations: readonly { readonly locale: string }[],
  drafts: readonly TextDraft[],
  entity: { owner: SlugOwner; externalReference: string },
  taken: TakenSlugs,
): { texts: TextState[]; problems: Problem[] } {
  const problems: Problem[] = []
  const texts = drafts.map((draft) => {
    const slug = draft.slug ?? freeSlug(draft, entity, taken)
    if (taken.holderBesides(entity.owner, draft.locale, slug)?.current) {
      const message = `The slug "${slug}" is taken in locale "${draft.locale}"; choose another.`
      const index = translations.findIndex(({ locale }) => locale === draft.locale)
      problems.push(invalid('DUPLICATE', ['translations', String(index), 'slug'], message))
    }
    return { ...draft, slug }
  })
  return { texts, problems }
}

function freeSlug(
  draft: TextDraft,
  { owner, externalReference }: { owner: SlugOwner; externalReference: string },
  taken: TakenSlugs,
): string {
  const candidates = slugCandidates(draft.name, externalReference)
  const free = candidates.find((slug) => !taken.holderBesides(owner, draft.locale, slug))
  return free ?? (candidates.at(-1) as string)
}

type Slugged = Pick<TextDraft, 'locale' | 'slug'>

/** Slugs that begin or cease to mean the entity, in whichever locale: lookups of these may find something else now. */
export function changedSlugs(before: readonly Slugged[], after: readonly Slugged[]): string[] {
  const keys = (texts: readonly Slugged[]) =>
    new Set(texts.map(({ locale, slug }) => keyOf(locale, slug ?? '')))
  const [was, is] = [keys(before), keys(after)]
  const changed = [...before, ...after].filter(({ locale, slug }) => {
    const key = keyOf(locale, slug ?? '')
    return was.has(key) !== is.has(key)
  })
  return [...new Set(changed.flatMap(({ slug }) => slug ?? []))]
}
