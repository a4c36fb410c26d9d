import type { Tx } from '../../db/index.js'
import { type Problem, versionConflict } from '../../kernel/problem.js'
import { textProblems } from '../../kernel/text.js'
import type { ImageInput, TranslationInput } from './inputs.js'
import { imageProblems, storedImage } from './rules/media.js'
import { settledSlugs, slugCandidates } from './rules/slugs.js'
import { mergedTexts, type TextState, translationProblems } from './rules/texts.js'
import { readTakenSlugs, readTexts } from './store/texts.js'
import type { SlugKind, StoredImage } from './types.js'

/** What brands and categories have in common: a reference, texts with slugs, a picture and a version. */
interface EntityInput {
  readonly externalReference: string
  readonly expectedVersion?: number | null
  readonly translations?: TranslationInput[] | null
  readonly image?: ImageInput | null
}
interface EntityRow {
  readonly id: number
  readonly version: number
  readonly image: StoredImage | null
}
export interface EntityDraft {
  readonly textsBefore: readonly TextState[]
  readonly texts: readonly TextState[]
  readonly image: StoredImage | null
  readonly problems: readonly Problem[]
}

/** The common part of an entity after a save, with every reason why it cannot be saved so. */
export async function draftEntity(
  tx: Tx,
  kind: SlugKind,
  input: EntityInput,
  stored: EntityRow | null,
): Promise<EntityDraft> {
  const textsBefore = stored ? ((await readTexts(tx, kind, [stored.id])).get(stored.id) ?? []) : []
  const translations = input.translations ?? (stored && input.translations === undefined ? undefined : [])
  const textFaults = translations ? translationProblems(['translations'], translations) : []
  const problems = [
    ...textProblems(['externalReference'], input.externalReference, { most: 200 }),
    ...expectedVersionProblems(input, stored),
    ...textFaults,
    ...(input.image ? imageProblems(['image'], input.image) : []),
  ]
  const image = input.image === undefined ? (stored?.image ?? null) : input.image && storedImage(input.image)
  if (textFaults.length > 0) return { textsBefore, texts: [], image, problems }
  const settled = await settleTexts(tx, kind, input, stored, mergedTexts(textsBefore, translations))
  return { textsBefore, texts: settled.texts, image, problems: [...problems, ...settled.problems] }
}

async function settleTexts(
  tx: Tx,
  kind: SlugKind,
  input: EntityInput,
  stored: EntityRow | null,
  drafts: ReturnType<typeof mergedTexts>,
) {
  const { externalReference } = input
  const slugs = drafts.flatMap((draft) => draft.slug ?? slugCandidates(draft.name, externalReference))
  const taken = await readTakenSlugs(tx, kind, slugs)
  return settledSlugs(
    input.translations ?? [],
    drafts,
    { owner: stored?.id ?? externalReference, externalReference },
    taken,
  )
}

/** An editor's version that is no longer the current one; 0 stands for "does not exist yet". */
export function expectedVersionProblems(
  input: { readonly expectedVersion?: number | null },
  stored: { readonly version: number } | null,
): Problem[] {
  const current = stored?.version ?? 0
  return input.expectedVersion == null || input.expectedVersion === current ? [] : [versionConflict(current)]
}
