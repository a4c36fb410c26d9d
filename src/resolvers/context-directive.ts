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

/** The definitions of the variables in each operation's directive; null where there is no directive. */
const seen = new WeakMap<OperationDefinitionNode, readonly VariableDefinitionNode[] | null>()

/** The arguments of an operation's `@inContext`. Throws an `InputError` for a variable that does not fit. */
export function contextArguments({ schema, operation, variables }: Operation): ContextArguments {
  let definitions = seen.get(operation)
  if (definitions === undefined) {
    definitions = definitionsIn(operation)
    seen.set(operation, definitions)
  }
  if (definitions === null) return none
  const values = getVariableValues(schema, definitions, variables)
  if (values.errors)
    throw new InputError(['variables'], values.errors.map(({ message }) => message).join(' '))
  return getDirectiveValues(inContextDirective, operation, values.coerced) ?? none
}

function definitionsIn(operation: OperationDefinitionNode): readonly VariableDefinitionNode[] | null {
  const directive = operation.directives?.find(({ name }) => name.value === inContextDirective.name)
  if (!directive) return null
  const used = variablesOf(directive)
  return (operation.variableDefinitions ?? []).filter(({ variable }) => used.has(variable.name.value))
}

function variablesOf(directive: DirectiveNode): ReadonlySet<string> {
  const names = (directive.arguments ?? []).flatMap(({ value }) =>
    value.kind === Kind.VARIABLE ? [value.name.value] : [],
  )
  return new Set(names)
}
