import {
  type FieldNode,
  type GraphQLField,
  getNullableType,
  isListType,
  Kind,
  type OperationDefinitionNode,
  valueFromASTUntyped,
} from 'graphql'
import type { FieldCost } from '../../kernel/field-cost.js'
import { defaultPageSize, largestPageSize } from '../../kernel/page.js'
import { type Amount, derived } from './amount.js'

/** A field as an operation asks for it. */
export interface Call {
  readonly field: GraphQLField<unknown, unknown>
  readonly node: FieldNode
  readonly operation: OperationDefinitionNode
}

const usualEntries = 5

export const costOf = ({ extensions }: Call['field']): FieldCost => (extensions.cost ?? {}) as FieldCost

/** How many rows a field with `first` or `last` asks for, or with a list of what is to be told of; null for any other field. */
export function pageLength(call: Call): Amount | null {
  const { largestPage = largestPageSize, listsOf } = costOf(call.field)
  if (listsOf !== undefined)
    return amountIn(call, listsOf, (value) =>
      Array.isArray(value) ? value.length : value == null ? largestPage : 1,
    )
  if (!call.field.args.some(isPageArgument)) return null
  // What is more than the largest page is refused by the field itself, with a better word.
  const rows = (value: unknown) => (Number.isInteger(value) ? clamped(Number(value), largestPage) : notGiven)
  const asked = (first = notGiven, last = notGiven) => {
    const most = Math.max(first, last)
    return most === notGiven ? defaultPageSize : most
  }
  return derived(asked, [amountIn(call, 'first', rows), amountIn(call, 'last', rows)])
}

/** How many entries a list has that is no page; 1 for what is no list. */
export function listLength(call: Call): Amount {
  if (!isList(call.field)) return 1
  const { entries = usualEntries, entriesOf } = costOf(call.field)
  if (entriesOf === undefined) return entries
  return amountIn(call, entriesOf, (value) => {
    if (value === undefined || value === null) return entries
    return Array.isArray(value) ? value.length : 1
  })
}

export const isList = ({ type }: Call['field']): boolean => isListType(getNullableType(type))

const notGiven = -1
const isPageArgument = ({ name }: { readonly name: string }) => name === 'first' || name === 'last'
const clamped = (value: number, most: number) => Math.min(Math.max(value, 0), most)

/** A number read from an argument. A variable is taken as the client sent it, which may be anything. */
function amountIn({ field, node, operation }: Call, name: string, read: (value: unknown) => number): Amount {
  const given = node.arguments?.find((argument) => argument.name.value === name)?.value
  const otherwise = field.args.find((argument) => argument.name === name)?.defaultValue
  if (!given) return read(otherwise)
  if (given.kind !== Kind.VARIABLE) return read(valueFromASTUntyped(given))
  const variable = given.name.value
  const definition = operation.variableDefinitions?.find((one) => one.variable.name.value === variable)
  const fallback = definition?.defaultValue ? valueFromASTUntyped(definition.defaultValue) : otherwise
  return (variables) => read(Object.hasOwn(variables, variable) ? variables[variable] : fallback)
}
