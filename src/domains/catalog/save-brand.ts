import { isDeepStrictEqual } from 'node:util'
import { appendFacts, attempt, takeTurn } from '../../db/index.js'
import type { Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import { isStorable } from '../../kernel/text.js'
import type { Actor } from '../audit/index.js'
import type { CatalogDependencies } from './dependencies.js'
import type { BrandInput } from './inputs.js'
import { draftEntity } from './save-entity.js'
import { insertBrand, readBrandRow, updateBrand } from './store/brands.js'
import { replaceTexts } from './store/texts.js'

/** Creates the brand with this external reference, or changes it. Answers its id. */
export const saveBrand = ({ db, clock, audit }: CatalogDependencies, actor: Actor, input: BrandInput) =>
  attempt(db, async (tx): Promise<Result<number, Problem>> => {
    const { externalReference } = input
    await takeTurn(tx, 'brand')
    const stored = isStorable(externalReference) ? await readBrandRow(tx, externalReference) : null
    const draft = await draftEntity(tx, 'brand', input, stored)
    if (draft.problems.length > 0) return rejected(draft.problems)
    const before = stored && { externalReference, image: stored.image, texts: draft.textsBefore }
    const after = { externalReference, image: draft.image, texts: draft.texts }
    if (stored && isDeepStrictEqual(before, after)) return ok(stored.id)
    const now = clock.now()
    const row = {
      externalReference,
      image: draft.image,
      version: (stored?.version ?? 0) + 1,
      createdAt: stored?.createdAt ?? now,
      updatedAt: now,
    }
    const id = stored?.id ?? (await insertBrand(tx, row))
    if (stored) await updateBrand(tx, id, row)
    await replaceTexts(tx, 'brand', [{ id, before: draft.textsBefore, after: draft.texts }])
    await audit.append(tx, {
      actor,
      action: 'brandSave',
      entity: 'Brand',
      entityId: String(id),
      before,
      after,
    })
    await appendFacts(tx, [{ kind: 'brand.saved', aggregate: `brand:${id}`, body: { brandId: id } }], now)
    return ok(id)
  })
