import { isDeepStrictEqual } from 'node:util'
import { appendFacts, attempt, type Tx, takeTurn } from '../../db/index.js'
import { invalid, notFound, type Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import { duplicateProblems, isStorable, keyProblems, textProblems } from '../../kernel/text.js'
import type { Actor } from '../audit/index.js'
import type { CatalogDependencies } from './dependencies.js'
import type { ProductTypeAttributeInput, ProductTypeInput } from './inputs.js'
import { expectedVersionProblems } from './save-entity.js'
import {
  insertMissingUses,
  insertProductType,
  readAttributes,
  readProductTypes,
  readUses,
  replaceUses,
  updateProductType,
} from './store/attributes.js'
import type { AttributeUse, ProductType } from './types.js'

const mostAttributes = 10_000

/** Creates the product type with this key, or changes its name and attributes. Answers its id. */
export const saveProductType = (
  { db, clock, audit }: CatalogDependencies,
  actor: Actor,
  input: ProductTypeInput,
) =>
  attempt(db, async (tx): Promise<Result<number, Problem>> => {
    await takeTurn(tx, 'productType')
    const [stored] = await readProductTypes(tx, [input.key].filter(isStorable))
    const usesBefore = stored ? await readUses(tx, stored.id) : []
    const isKept = input.attributes === undefined
    const uses = isKept ? { uses: usesBefore, problems: [] } : await usesOf(tx, input.attributes ?? [])
    const problems = [...typeProblems(input, stored ?? null), ...uses.problems]
    if (problems.length > 0) return rejected(problems)
    const before = stored ? { key: stored.key, name: stored.name, attributes: usesBefore.map(summary) } : null
    const after = {
      key: input.key,
      name: input.name ?? stored?.name ?? input.key,
      attributes: uses.uses.map(summary),
    }
    if (stored && isDeepStrictEqual(before, after)) return ok(stored.id)
    const now = clock.now()
    const { key, name } = after
    const row = {
      key,
      name,
      version: (stored?.version ?? 0) + 1,
      createdAt: stored?.createdAt ?? now,
      updatedAt: now,
    }
    const id = stored?.id ?? (await insertProductType(tx, row))
    if (stored) await updateProductType(tx, id, row)
    if (!isKept) await replaceUses(tx, id, uses.uses)
    await audit.append(tx, {
      actor,
      action: 'productTypeSave',
      entity: 'ProductType',
      entityId: String(id),
      before,
      after,
    })
    await appendFacts(
      tx,
      [{ kind: 'productType.saved', aggregate: `productType:${id}`, body: { productTypeId: id } }],
      now,
    )
    return ok(id)
  })

const summary = ({ attribute, required, filterable, searchable }: AttributeUse) => ({
  key: attribute.key,
  required,
  filterable,
  searchable,
})

function typeProblems(input: ProductTypeInput, stored: ProductType | null): Problem[] {
  return [
    ...keyProblems(['key'], input.key),
    ...expectedVersionProblems(input, stored),
    ...(input.name === undefined ? [] : textProblems(['name'], input.name ?? '', { most: 200 })),
  ]
}

async function usesOf(
  tx: Tx,
  inputs: readonly ProductTypeAttributeInput[],
): Promise<{ uses: AttributeUse[]; problems: Problem[] }> {
  const problems = duplicateProblems(['attributes'], inputs, (input) => input.key)
  if (inputs.length > mostAttributes)
    problems.push(
      invalid('LIMIT_EXCEEDED', ['attributes'], `At most ${mostAttributes} attributes are allowed.`),
    )
  const known = new Map(
    (await readAttributes(tx, inputs.map((input) => input.key).filter(isStorable))).map((entry) => [
      entry.key,
      entry,
    ]),
  )
  const uses = inputs.flatMap((input, i) => {
    const attribute = known.get(input.key)
    if (!attribute) {
      problems.push(
        notFound(['attributes', String(i), 'key'], input.key, `There is no attribute "${input.key}".`),
      )
      return []
    }
    const { required, filterable, searchable } = input
    return [
      {
        attribute,
        required: required ?? false,
        filterable: filterable ?? false,
        searchable: searchable ?? false,
      },
    ]
  })
  return { uses, problems }
}

/** Adds attributes that the product type lacks, behind its own; the others stay as they are. For feeds that define as they go. */
export const extendProductType = (
  { db, audit }: CatalogDependencies,
  actor: Actor,
  input: { key: string; attributes: ProductTypeAttributeInput[] },
) =>
  attempt(db, async (tx): Promise<Result<number, Problem>> => {
    await takeTurn(tx, 'productType')
    const [stored] = await readProductTypes(tx, [input.key].filter(isStorable))
    if (!stored) return rejected([notFound(['key'], input.key, `There is no product type "${input.key}".`)])
    const { uses, problems } = await usesOf(tx, input.attributes)
    if (problems.length > 0) return rejected(problems)
    const added = await insertMissingUses(tx, stored.id, uses)
    if (added.length === 0) return ok(stored.id)
    const after = { attributes: added.map(summary) }
    const entityId = String(stored.id)
    await audit.append(tx, {
      actor,
      action: 'productTypeExtend',
      entity: 'ProductType',
      entityId,
      before: null,
      after,
    })
    return ok(stored.id)
  })
