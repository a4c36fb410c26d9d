import slugify from 'slugify'
import { type FieldPath, invalid, type Problem } from '../../../kernel/problem.js'
import type { TextDraft, TextState } from './texts.js'

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

const made = (text: string) => slugify(text, { lower: true, strict: true }).slice(0, 150).replace(/-+$/, '')

/** Slugs to try for a name, best first; the last ones carry the external reference, which no other entity has. */
export function slugCandidates(name: string, externalReference: string): readonly string[] {
  const base = made(name)
  const reference = made(externalReference)
  const both = [base, reference].filter(Boolean).join('-') || 'item'
  return [...new Set([base || both, both, `${both}-2`, `${both}-3`, `${both}-4`])]
}

/** Gives every text its slug. An old slug of another entity may be taken over by name, never by a made one. */
export function settledSlugs(
  field: FieldPath,
  drafts: readonly TextDraft[],
  entity: { owner: SlugOwner; externalReference: string },
  taken: TakenSlugs,
): { texts: TextState[]; problems: Problem[] } {
  const problems: Problem[] = []
  const texts = drafts.map((draft, index) => {
    const slug = draft.slug ?? freeSlug(draft, entity, taken)
    if (taken.holderBesides(entity.owner, draft.locale, slug)?.current) {
      const message = `The slug "${slug}" is taken in locale "${draft.locale}"; choose another.`
      problems.push(invalid('DUPLICATE', [...field, String(index), 'slug'], message))
    }
    return { ...draft, slug }
  })
  if (problems.length === 0) for (const text of texts) taken.add(text.locale, text.slug, entity.owner, true)
  return { texts, problems }
}

function freeSlug(
  draft: TextDraft,
  entity: { owner: SlugOwner; externalReference: string },
  taken: TakenSlugs,
): string {
  const candidates = slugCandidates(draft.name, entity.externalReference)
  const free = candidates.find((slug) => !taken.holderBesides(entity.owner, draft.locale, slug))
  return free ?? `${candidates[1] ?? candidates[0]}-${Date.now().toString(36)}`
}
