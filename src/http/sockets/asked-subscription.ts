import { type DocumentNode, GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql'
import type { SubscribePayload } from 'graphql-ws'
import { type AskedOperation, HashError, operationIn } from '../asked-operation.js'
import type { Execution } from '../context.js'
import { operationHash } from '../operation-hash.js'
import type { PersistedOperations } from '../persisted-operations.js'
import { UntrustedError } from '../untrusted.js'
import { badInput, soundDocuments, subscriptionIn } from './documents.js'

/** What a message asks for, once it is known to be sound. */
export interface AskedSubscription extends Execution {
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
}

interface Options {
  readonly schema: GraphQLSchema
  readonly persisted: PersistedOperations
  readonly production: boolean
}

/** Apollo's, before every hash. */
const prefix = 'apq:'

/**
 * Finds out what messages ask for, by the text of an operation or by its hash alone (with an empty `query`, since the
 * protocol wants one). Throws a `DocumentError` or a `GraphQLError`.
 */
export function askedSubscriptions({ schema, persisted, production }: Options) {
  const documentOf = soundDocuments(schema, production)

  async function sourceOf(source: string | undefined, hash: string | undefined): Promise<string> {
    if (!persisted.trusts({ source, hash })) throw refused('FORBIDDEN', new UntrustedError().message)
    if (source === undefined) {
      const known = hash && (await persisted.cache.get(prefix + hash))
      if (known) return known
      throw hash
        ? refused('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound')
        : badInput('Send `query`, or the hash of a registered operation.')
    }
    if (hash !== undefined && hash !== operationHash(source))
      throw badInput('`extensions.persistedQuery.sha256Hash` is not that of `query`.')
    return source
  }

  return async (payload: SubscribePayload): Promise<AskedSubscription> => {
    const asked = operationOf(payload)
    const source = await sourceOf(asked?.source, asked?.hash)
    const document = documentOf(source)
    const operation = subscriptionIn(document, asked?.operationName)
    if (asked?.hash !== undefined && persisted.peek(asked.hash) === undefined)
      await persisted.cache.set(prefix + asked.hash, source)
    return { schema, document, operation, variables: asked?.variables ?? {} }
  }
}

/** null when it names no operation. */
function operationOf(payload: SubscribePayload): AskedOperation | null {
  try {
    return operationIn({ ...payload, query: payload.query || undefined })
  } catch (error) {
    throw error instanceof HashError ? badInput(error.message) : error
  }
}

const refused = (code: string, message: string) => new GraphQLError(message, { extensions: { code } })
