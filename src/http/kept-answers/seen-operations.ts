import { createHash } from 'node:crypto'
import { type DocumentNode, type GraphQLSchema, Kind, type OperationDefinitionNode } from 'graphql'
import { LRUCache } from 'lru-cache'
import { fragmentsOf } from '../fragments.js'
import { rootFields } from '../root-selections.js'

/** A query that ran before and whose answers may be given to others. */
export interface SeenOperation {
  readonly operation: OperationDefinitionNode
  /** Of its text and name. */
  readonly hash: string
}

/** Knows public queries by their text, without parsing it. */
export interface SeenOperations {
  /** To be told of an operation that is valid and about to run. */
  note(source: string, document: DocumentNode, operation: OperationDefinitionNode): void
  find(source: string, operationName: string | undefined): SeenOperation | undefined
}

const mostBytes = 16 * 1_048_576

export function seenOperations(schema: GraphQLSchema): SeenOperations {
  const bySource = new LRUCache<string, Map<string | undefined, SeenOperation>>({
    maxSize: mostBytes,
    sizeCalculation: (_, source) => 1_000 + source.length,
  })
  return {
    find: (source, operationName) => bySource.get(source)?.get(operationName),
    note(source, document, operation) {
      const name = operation.name?.value
      const known = bySource.get(source) ?? new Map<string | undefined, SeenOperation>()
      if (known.has(name) || !isPublic(schema, document, operation)) return
      const hash = createHash('sha256').update(`${name}\n${source}`).digest('base64url')
      const seen = { operation, hash }
      known.set(name, seen)
      // Alone in its document, it need not be named.
      if (operationsIn(document) === 1) known.set(undefined, seen)
      bySource.set(source, known)
    },
  }
}

const operationsIn = ({ definitions }: DocumentNode): number =>
  definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length

/** Whether every root field is marked as the same for everybody. */
function isPublic(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): boolean {
  if (operation.operation !== 'query') return false
  const fields = schema.getQueryType()?.getFields() ?? {}
  return [...rootFields(operation, fragmentsOf(document))].every(
    ({ name: { value } }) => value === '__typename' || fields[value]?.extensions.isPublic === true,
  )
}
