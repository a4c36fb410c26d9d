import {
  type DirectiveNode,
  type GraphQLSchema,
  getDirectiveValues,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
} from 'graphql'
import { InputError } from '../kernel/input-error.js'
import { inContextDirective } from '../schema/directives.js'

/** What `@inContext` says. */
export interface ContextArguments {
  readonly channel?: string | null
  readonly country?: string | null
  readonly currency?: string | null
  readonly locale?: string | null
}

interface Operation {
  readonly schema: GraphQLSchema
  readonly operation: OperationDefinitionNode
  readonly variables: Readonly<Record<string, unknown>>
}

const none: ContextArguments = {}

/** What each operation's directive says without variables, or the definitions of the variables in it. */
const seen = new WeakMap<OperationDefinitionNode, ContextArguments | readonly VariableDefinitionNode[]>()

/** The arguments of an operation's `@inContext`. Throws an `InputError` for a variable that does not fit. */
export function contextArguments({ schema, operation, variables }: Operation): ContextArguments {
  let known = seen.get(operation)
  if (known === undefined) {
    known = argumentsOrVariables(operation)
    seen.set(operation, known)
  }
  if (!Array.isArray(known)) return known as ContextArguments
  const values = getVariableValues(schema, known, variables)
  if (values.errors)
    throw new InputError(['variables'], values.errors.map(({ message }) => message).join(' '))
  return getDirectiveValues(inContextDirective, operation, values.coerced) ?? none
}

function argumentsOrVariables(operation: OperationDefinitionNode) {
  const directive = operation.directives?.find(({ name }) => name.value === inContextDirective.name)
  if (!directive) return none
  const used = variablesOf(directive)
  if (used.size === 0) return getDirectiveValues(inContextDirective, operation) ?? none
  return (operation.variableDefinitions ?? []).filter(({ variable }) => used.has(variable.name.value))
}

function variablesOf(directive: DirectiveNode): ReadonlySet<string> {
  const names = (directive.arguments ?? []).flatMap(({ value }) =>
    value.kind === Kind.VARIABLE ? [value.name.value] : [],
  )
  return new Set(names)
}
