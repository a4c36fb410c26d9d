import { isDeepStrictEqual } from 'node:util'
import { appendFacts, attempt, type Tx, takeTurn } from '../../db/index.js'
import { invalid, notFound, type Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import { isStorable } from '../../kernel/text.js'
import type { Actor } from '../audit/index.js'
import type { CatalogDependencies } from './dependencies.js'
import type { CategoryInput } from './inputs.js'
import { patched } from './rules/patched.js'
import { draftEntity } from './save-entity.js'
import {
  type CategoryRow,
  insertCategory,
  readAncestors,
  readBranch,
  readCategoryRow,
  readHeight,
  updateCategory,
} from './store/categories.js'
import { replaceTexts } from './store/texts.js'

/** Deepest level of the tree, the root being 0. */
const deepestLevel = 20

/** Creates the category with this external reference, changes or moves it. Answers its id. A move under itself is refused. */
export const saveCategory = ({ db, clock, audit }: CatalogDependencies, actor: Actor, input: CategoryInput) =>
  attempt(db, async (tx): Promise<Result<number, Problem>> => {
    const { externalReference } = input
    // All wait for each other, or two that move at once could end below one another.
    await takeTurn(tx, 'category')
    const stored = isStorable(externalReference) ? await readCategoryRow(tx, externalReference) : null
    const draft = await draftEntity(tx, 'category', input, stored)
    const parent = await parentOf(tx, input, stored)
    const problems = [...draft.problems, ...parent.problems, ...positionProblems(input.position)]
    if (problems.length > 0) return rejected(problems)
    const { image, texts } = draft
    const place = { parentId: parent.id, position: patched(input.position, stored?.position, 0) }
    const before = stored && {
      externalReference,
      parentId: stored.parentId,
      position: stored.position,
      image: stored.image,
      texts: draft.textsBefore,
    }
    const after = { externalReference, ...place, image, texts }
    if (stored && isDeepStrictEqual(before, after)) return ok(stored.id)
    const now = clock.now()
    const version = (stored?.version ?? 0) + 1
    const row = {
      externalReference,
      ...place,
      image,
      version,
      createdAt: stored?.createdAt ?? now,
      updatedAt: now,
    }
    const id = stored?.id ?? (await insertCategory(tx, row))
    if (stored) await updateCategory(tx, id, row)
    await replaceTexts(tx, 'category', [{ id, before: draft.textsBefore, after: texts }])
    await audit.append(tx, {
      actor,
      action: 'categorySave',
      entity: 'Category',
      entityId: String(id),
      before,
      after,
    })
    await appendFacts(
      tx,
      [{ kind: 'category.saved', aggregate: `category:${id}`, body: { categoryId: id } }],
      now,
    )
    return ok(id)
  })

async function parentOf(
  tx: Tx,
  input: CategoryInput,
  stored: CategoryRow | null,
): Promise<{ id: number | null; problems: Problem[] }> {
  if (input.parent === undefined) return { id: stored?.parentId ?? null, problems: [] }
  if (input.parent === null) return { id: null, problems: [] }
  const parent = isStorable(input.parent) ? await readCategoryRow(tx, input.parent) : null
  if (!parent) {
    const message = `There is no category with the reference "${input.parent}".`
    return { id: null, problems: [notFound(['parent'], input.parent, message)] }
  }
  const branch = stored ? await readBranch(tx, stored.id) : []
  if (branch.includes(parent.id)) {
    const message = `"${input.externalReference}" cannot move under "${input.parent}", which is itself or stands below it.`
    return { id: null, problems: [invalid('INVALID', ['parent'], message)] }
  }
  const level =
    (await readAncestors(tx, [parent.id])).length + 1 + (stored ? await readHeight(tx, stored.id) : 0)
  return { id: parent.id, problems: level > deepestLevel ? [tooDeep(level)] : [] }
}

const tooDeep = (level: number): Problem =>
  invalid(
    'LIMIT_EXCEEDED',
    ['parent'],
    `It would reach down to level ${level}; the deepest is ${deepestLevel}, counted from 0 at the root.`,
    {
      max: String(deepestLevel),
    },
  )

function positionProblems(position: number | null | undefined): Problem[] {
  if (position == null || (Number.isInteger(position) && position >= 0 && position <= 1_000_000)) return []
  const message = `\`position\` is ${position}; it must be a whole number from 0 to 1000000.`
  return [invalid('OUT_OF_RANGE', ['position'], message, { min: '0', max: '1000000' })]
}
