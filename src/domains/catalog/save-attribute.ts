import { isDeepStrictEqual } from 'node:util'
import { appendFacts, attempt, takeTurn } from '../../db/index.js'
import { byLocale, localizedProblems } from '../../kernel/localized.js'
import { invalid, type Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import { duplicateProblems, isStorable, keyProblems, textProblems } from '../../kernel/text.js'
import type { Actor } from '../audit/index.js'
import type { CatalogDependencies } from './dependencies.js'
import { type AttributeInput, attributeTypes } from './inputs.js'
import { patched } from './rules/patched.js'
import { expectedVersionProblems } from './save-entity.js'
import { insertAttribute, readAttributes, updateAttribute } from './store/attributes.js'
import type { Attribute, StoredChoice } from './types.js'

const mostChoices = 1_000

/**
 * Defines the attribute with this key, or changes it, with no migration and no restart. Answers its id. The type stays
 * for ever, and choices may be added and renamed but not taken away, since products may use them.
 */
export const saveAttribute = (
  { db, clock, audit }: CatalogDependencies,
  actor: Actor,
  input: AttributeInput,
) =>
  attempt(db, async (tx): Promise<Result<number, Problem>> => {
    await takeTurn(tx, 'attribute')
    const [stored] = await readAttributes(tx, [input.key].filter(isStorable))
    const problems = attributeProblems(input, stored ?? null)
    if (problems.length > 0) return rejected(problems)
    const before = stored ? contentOf(stored) : null
    const after = {
      key: input.key,
      type: input.type ?? stored?.type ?? 'TEXT',
      unit: patched(input.unit, stored?.unit, null) || null,
      names: patched(input.names && byLocale(input.names), stored?.names, []),
      choices: patched(input.choices && storedChoices(input.choices), stored?.choices, []),
    }
    if (stored && isDeepStrictEqual(before, after)) return ok(stored.id)
    const now = clock.now()
    const row = {
      ...after,
      version: (stored?.version ?? 0) + 1,
      createdAt: stored?.createdAt ?? now,
      updatedAt: now,
    }
    const id = stored?.id ?? (await insertAttribute(tx, row))
    if (stored) await updateAttribute(tx, id, row)
    await audit.append(tx, {
      actor,
      action: 'attributeSave',
      entity: 'Attribute',
      entityId: String(id),
      before,
      after,
    })
    await appendFacts(
      tx,
      [{ kind: 'attribute.saved', aggregate: `attribute:${id}`, body: { attributeId: id } }],
      now,
    )
    return ok(id)
  })

const contentOf = ({ key, type, unit, names, choices }: Attribute) => ({ key, type, unit, names, choices })

const storedChoices = (choices: NonNullable<AttributeInput['choices']>): StoredChoice[] =>
  choices.map(({ key, names }) => ({ key, names: byLocale(names) }))

function attributeProblems(input: AttributeInput, stored: Attribute | null): Problem[] {
  return [
    ...keyProblems(['key'], input.key),
    ...expectedVersionProblems(input, stored),
    ...typeProblems(input, stored),
    ...(input.unit ? textProblems(['unit'], input.unit, { most: 50 }) : []),
    ...(input.names === undefined && stored ? [] : localizedProblems(['names'], input.names ?? [], 1)),
    ...choiceProblems(input, stored),
  ]
}

function typeProblems(input: AttributeInput, stored: Attribute | null): Problem[] {
  const allowed = stored ? [stored.type] : attributeTypes
  if (input.type == null)
    return stored ? [] : [invalid('REQUIRED', ['type'], 'A new attribute needs a `type`.', { allowed })]
  if (allowed.includes(input.type)) return []
  const message = stored
    ? `Attribute "${input.key}" is of type ${stored.type} for ever; define another attribute for ${input.type}.`
    : `"${input.type}" is not an attribute type.`
  return [invalid('INVALID', ['type'], message, { allowed })]
}

function choiceProblems(input: AttributeInput, stored: Attribute | null): Problem[] {
  const type = stored?.type ?? input.type
  const choosable = type === 'ONE_OF' || type === 'MANY_OF'
  const choices = patched<readonly StoredChoice[]>(input.choices, stored?.choices, [])
  if (!choosable)
    return choices.length === 0
      ? []
      : [invalid('INVALID', ['choices'], `An attribute of type ${type} has no choices.`)]
  if (choices.length === 0)
    return [invalid('REQUIRED', ['choices'], `An attribute of type ${type} needs choices.`)]
  if (choices.length > mostChoices)
    return [
      invalid(
        'LIMIT_EXCEEDED',
        ['choices'],
        `${choices.length} choices; at most ${mostChoices} are allowed.`,
      ),
    ]
  const gone = (stored?.choices ?? []).filter((choice) => !choices.some(({ key }) => key === choice.key))
  const each = (input.choices ?? []).flatMap((choice, i) => [
    ...keyProblems(['choices', String(i), 'key'], choice.key),
    ...localizedProblems(['choices', String(i), 'names'], choice.names, 1),
  ])
  return [
    ...each,
    ...duplicateProblems(['choices'], choices, (choice) => choice.key),
    ...gone.map(({ key }) =>
      invalid('IN_USE', ['choices'], `The choice "${key}" is missing; choices cannot be taken away.`),
    ),
  ]
}
