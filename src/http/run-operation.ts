import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLError,
  type GraphQLSchema,
} from 'graphql'
import type { CacheCounts } from '../telemetry/caches.js'
import { compiledOperations } from './compiled-operations.js'
import type { Execution, GatewayContext } from './context.js'
import { presentError } from './present-error.js'

/** Runs an operation; its result is as a client may see it. */
export type RunOperation = (
  document: DocumentNode,
  execution: Execution,
  context: GatewayContext,
  rootValue?: unknown,
) => Promise<ExecutionResult>

/**
 * Runs operations of a schema through graphql-jit where that is right, and through graphql-js where it is not. Documents
 * must be the same objects each time.
 */
export function operationRunner(schema: GraphQLSchema, counts: CacheCounts): RunOperation {
  const operations = compiledOperations(schema, counts)
  return async (document, { operation, variables }, contextValue, rootValue) => {
    const compiled = operations.find(document, operation, variables)
    if (compiled) {
      const result = await compiled(rootValue, contextValue, variables)
      // Without data the variables did not fit and nothing ran: graphql-js says what is wrong with them.
      if (result.data !== undefined) return presented(result, contextValue)
    }
    const operationName = operation.name?.value
    const values = { variableValues: variables, contextValue, rootValue }
    return presented(await execute({ schema, document, operationName, ...values }), contextValue)
  }
}

/** Errors before the first field ran are about the request, and worded by graphql-js. */
function presented(result: ExecutionResult, { incoming }: GatewayContext): ExecutionResult {
  if (!result.errors) return result
  const isAboutRequest = result.data === undefined
  const errors = result.errors.map((error) =>
    isAboutRequest ? aboutRequest(error) : presentError(error, incoming),
  )
  return { ...result, errors }
}

/** Apollo knows most of them by their wording and gives them their code; that there are too many it does not know. */
function aboutRequest(error: GraphQLError): GraphQLError {
  if (error.message.startsWith('Too many errors')) error.extensions.code ??= 'BAD_USER_INPUT'
  return error
}
