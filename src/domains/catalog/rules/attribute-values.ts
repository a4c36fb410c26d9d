import { isCalendarDay } from '../../../kernel/dates.js'
import { canonicalDecimal } from '../../../kernel/decimal.js'
import { type FieldPath, invalid, notFound, type Problem } from '../../../kernel/problem.js'
import { duplicateProblems, textProblems } from '../../../kernel/text.js'
import type { AttributeType, AttributeValueInput } from '../inputs.js'
import type { Attribute, AttributeUse, StoredAttributeValue } from '../types.js'

type ValueField = Exclude<keyof AttributeValueInput, 'key'>
const valueFields: readonly ValueField[] = ['text', 'number', 'boolean', 'choices', 'date']
const fieldOf: Record<AttributeType, ValueField> = {
  TEXT: 'text',
  NUMBER: 'number',
  BOOLEAN: 'boolean',
  ONE_OF: 'choices',
  MANY_OF: 'choices',
  DATE: 'date',
}

/** Which attributes a product type has, by key. */
export interface TypeAttributes {
  readonly typeKey: string
  readonly uses: ReadonlyMap<string, AttributeUse>
}

/** Checks values against the product type; every problem names its attribute. The values come back sorted by key. */
export function attributeValues(
  field: FieldPath,
  inputs: readonly AttributeValueInput[],
  type: TypeAttributes,
): { values: StoredAttributeValue[]; problems: Problem[] } {
  const values: StoredAttributeValue[] = []
  const problems = duplicateProblems(field, inputs, (input) => input.key)
  inputs.forEach((input, index) => {
    const at = [...field, String(index)]
    const use = type.uses.get(input.key)
    if (!use) problems.push(unknownAttribute(at, input.key, type))
    else {
      const outcome = checkedValue(at, input, use.attribute)
      if ('problem' in outcome) problems.push(outcome.problem)
      else values.push(outcome.value)
    }
  })
  return { values: values.sort((a, b) => (a.key < b.key ? -1 : 1)), problems }
}

/** The required attributes that neither the product nor each of its variants has. */
export function missingAttributes(
  field: FieldPath,
  values: readonly StoredAttributeValue[],
  variants: readonly { readonly attributes: readonly StoredAttributeValue[] }[],
  type: TypeAttributes,
): Problem[] {
  const has = (list: readonly StoredAttributeValue[], key: string) => list.some((value) => value.key === key)
  return [...type.uses.values()]
    .filter((use) => use.required)
    .map((use) => use.attribute.key)
    .filter(
      (key) => !has(values, key) && !(variants.length > 0 && variants.every((v) => has(v.attributes, key))),
    )
    .map((key) =>
      invalid(
        'REQUIRED',
        field,
        `Attribute "${key}" is required by product type "${type.typeKey}" for an active product.`,
      ),
    )
}

function unknownAttribute(at: FieldPath, key: string, type: TypeAttributes): Problem {
  const known = [...type.uses.keys()]
  const list =
    known.length > 20 ? `${known.slice(0, 20).join(', ')} and ${known.length - 20} more` : known.join(', ')
  const message = `Product type "${type.typeKey}" has no attribute "${key}". It has: ${list || 'none'}.`
  return notFound([...at, 'key'], key, message)
}

type Outcome = { value: StoredAttributeValue } | { problem: Problem }

function checkedValue(at: FieldPath, input: AttributeValueInput, attribute: Attribute): Outcome {
  const wanted = fieldOf[attribute.type]
  const given = valueFields.filter((name) => input[name] !== undefined && input[name] !== null)
  if (given.length !== 1 || given[0] !== wanted) {
    const got = given.length === 0 ? 'nothing' : given.map((name) => `\`${name}\``).join(' and ')
    const message = `Attribute "${attribute.key}" is of type ${attribute.type}: send \`${wanted}\` alone; got ${got}.`
    return { problem: invalid('INVALID', [...at, given[0] ?? wanted], message, { allowed: [wanted] }) }
  }
  return readers[attribute.type]([...at, wanted], input, attribute)
}

const fault = (
  at: FieldPath,
  attribute: Attribute,
  complaint: string,
  allowed?: readonly string[],
): Outcome => ({
  problem: invalid('INVALID', at, `Attribute "${attribute.key}": ${complaint}`, allowed ? { allowed } : {}),
})

const readers: Record<
  AttributeType,
  (at: FieldPath, input: AttributeValueInput, attribute: Attribute) => Outcome
> = {
  TEXT(at, input, attribute) {
    const text = input.text ?? ''
    const [problem] = textProblems(at, text, { most: 10_000, multiline: true })
    return problem ? fault(at, attribute, problem.message) : { value: { key: attribute.key, text } }
  },
  NUMBER(at, input, attribute) {
    const number = canonicalDecimal(input.number ?? '')
    return number === null
      ? fault(at, attribute, `${JSON.stringify(input.number)} is not a decimal such as "2.13".`)
      : { value: { key: attribute.key, number } }
  },
  BOOLEAN(at, input, attribute) {
    return typeof input.boolean === 'boolean'
      ? { value: { key: attribute.key, boolean: input.boolean } }
      : fault(at, attribute, `${JSON.stringify(input.boolean)} is neither true nor false.`)
  },
  ONE_OF(at, input, attribute) {
    const choices = input.choices ?? []
    return choices.length === 1
      ? choicesOf(at, choices, attribute)
      : fault(at, attribute, `send exactly one choice; got ${choices.length}.`)
  },
  MANY_OF: (at, input, attribute) => choicesOf(at, input.choices ?? [], attribute),
  DATE(at, input, attribute) {
    const date = input.date ?? ''
    return isCalendarDay(date)
      ? { value: { key: attribute.key, date } }
      : fault(at, attribute, `${JSON.stringify(date)} is not a date such as "2026-03-31".`)
  },
}

function choicesOf(at: FieldPath, choices: readonly string[], attribute: Attribute): Outcome {
  const known = attribute.choices.map((choice) => choice.key)
  const unknown = choices.find((choice) => !known.includes(choice))
  if (unknown !== undefined)
    return fault(
      at,
      attribute,
      `"${unknown}" is not one of its choices: ${known.slice(0, 50).join(', ')}.`,
      known,
    )
  const ordered = known.filter((key) => choices.includes(key))
  return { value: { key: attribute.key, choices: ordered } }
}
