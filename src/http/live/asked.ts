import { createHash } from 'node:crypto'
import {
  type DocumentNode,
  type FieldNode,
  GraphQLError,
  type GraphQLSchema,
  getArgumentValues,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  print,
  visit,
} from 'graphql'
import { LRUCache } from 'lru-cache'
import { assert } from '../../kernel/assert.js'
import type { Execution, Variables } from '../context.js'
import { fragmentsOf } from '../fragments.js'
import { rootFields } from '../root-selections.js'
import type { SubscribeRequest } from '../sockets/live.js'
import { checkVariables } from '../text-safety.js'
import type { Arguments, Feed, LiveContext } from './feed.js'

/** A subscription as it was asked for. */
export interface Asked extends Execution {
  readonly document: DocumentNode
  readonly context: LiveContext
  readonly feed: Feed<LiveContext>
  readonly args: Arguments
  readonly topics: readonly string[]
  /** The same for the same text, operation and view of the schema. */
  readonly operationKey: string
  /** The same for the same variables, whatever the cursor. */
  readonly variablesKey: string
  /** Whether all in the same context get the same answer, by what the schema says. */
  readonly isPublic: boolean
}

export type Feeds = Readonly<Record<string, Feed<LiveContext>>>

type Parsed = Pick<Asked, 'document' | 'operation' | 'operationKey'> & {
  readonly field: FieldNode
  /** The variable that only says from where to go on. */
  readonly sinceVariable: string | null
}

const mostParsed = 1_000

/** Reads what is asked for. Operations of the same text are the same objects afterwards, as compiling them needs. */
export function askedFrom(feeds: Feeds): (request: SubscribeRequest) => Asked {
  const parsed = new LRUCache<string, Parsed>({ max: mostParsed })
  const views = new Map<GraphQLSchema, number>()
  return (request) => {
    const { schema, variables } = request
    checkVariables(variables)
    if (!views.has(schema)) views.set(schema, views.size)
    const operationKey = hashOf(views.get(schema), textOf(request), request.operation.name?.value)
    const known = parsed.get(operationKey) ?? parse(request, operationKey)
    parsed.set(operationKey, known)
    const { field, sinceVariable, document, operation } = known
    const definition = schema.getSubscriptionType()?.getFields()[field.name.value]
    const feed = feeds[field.name.value]
    assert(definition && feed, 'every subscription field has a feed')
    const values = getVariableValues(schema, operation.variableDefinitions ?? [], variables)
    if (values.errors) throw unfit(values.errors)
    const args = getArgumentValues(definition, field, values.coerced)
    return {
      ...{ schema, document, operation, variables, operationKey, feed, args, topics: feed.topics(args) },
      context: request.context as LiveContext,
      variablesKey: valuesWithout(sinceVariable, operation, variables),
      isPublic: definition.extensions.isPublic === true,
    }
  }
}

export const hashOf = (...parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url')

const textOf = ({ document }: SubscribeRequest): string => document.loc?.source.body ?? print(document)

function parse({ document, operation }: SubscribeRequest, operationKey: string): Parsed {
  // Validation has seen to it that there is only one.
  const [field] = rootFields(operation, fragmentsOf(document))
  assert(field, 'an operation that is valid selects a field')
  return { document, operation, operationKey, field, sinceVariable: cursorVariable(document, field) }
}

/** The variable that the field's `since` is, if it is nothing else besides. */
function cursorVariable(document: DocumentNode, field: FieldNode): string | null {
  const since = field.arguments?.find(({ name }) => name.value === 'since')?.value
  if (since?.kind !== Kind.VARIABLE) return null
  const variable = since.name.value
  let uses = 0
  visit(document, {
    // Where it is declared it is no use.
    VariableDefinition: () => false,
    Variable: ({ name }) => void (name.value === variable && uses++),
  })
  return uses === 1 ? variable : null
}

const valuesWithout = (
  since: string | null,
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Variables,
): string =>
  JSON.stringify(
    variableDefinitions
      .filter(({ variable }) => variable.name.value !== since)
      .map(({ variable: { name } }) => (Object.hasOwn(variables, name.value) ? [variables[name.value]] : [])),
  )

/** One error that says what all say. */
const unfit = (errors: readonly GraphQLError[]): GraphQLError =>
  new GraphQLError(errors.map(({ message }) => message).join(' '), {
    extensions: { code: 'BAD_USER_INPUT' },
  })
