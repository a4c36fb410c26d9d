import type { ApolloServerOptions } from '@apollo/server'
import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLError,
  type GraphQLSchema,
} from 'graphql'
import type { CacheCounts } from '../telemetry/caches.js'
import { type CompiledOperations, compiledOperations } from './compiled-operations.js'
import type { Execution, GatewayContext } from './context.js'
import type { SeenOperations } from './kept-answers/seen-operations.js'
import { type CostLimits, chargeOperations } from './limits/cost-limit.js'
import { presentError } from './present-error.js'
import { withStatus } from './status.js'
import { checkVariables } from './text-safety.js'

type ApolloGateway = NonNullable<ApolloServerOptions<GatewayContext>['gateway']>
type Executor = NonNullable<Awaited<ReturnType<ApolloGateway['load']>>['executor']>

/** Lets Apollo Server run operations through graphql-jit where that is right, and through graphql-js where it is not. */
export function executionGateway(
  schema: GraphQLSchema,
  seen: SeenOperations | null,
  costLimits: CostLimits,
  compiled: CacheCounts,
): ApolloGateway {
  const executor = executorOf(schema, seen, costLimits, compiled)
  return {
    onSchemaLoadOrUpdate(callback) {
      callback({ apiSchema: schema, coreSupergraphSdl: '' })
      return () => {}
    },
    load: async () => ({ executor }),
    stop: async () => {},
  }
}

function executorOf(
  schema: GraphQLSchema,
  seen: SeenOperations | null,
  costLimits: CostLimits,
  compiled: CacheCounts,
): Executor {
  const operations = compiledOperations(schema, compiled)
  const charge = chargeOperations(schema)
  return async ({ context: given, document, operation, operationName, request, source }) => {
    // There is no operation of the name that was asked for: graphql-js words the error.
    if (!operation) return execute({ schema, document, operationName: request.operationName })
    const context = given as GatewayContext
    const execution = { schema, operation, variables: request.variables ?? {} }
    context.incoming.outcome.operationName = operationName
    try {
      checkVariables(execution.variables)
      const cost = charge(document, execution, costLimits[context.viewerKind])
      const extensions = await context.begin(execution)
      const result = await run(operations, document, execution, context)
      context.incoming.outcome.isWhole = result.data != null && !result.errors
      seen?.note(source, document, operation)
      return { ...presented(result, context), extensions: { ...extensions, cost } }
    } catch (thrown) {
      return withStatus({ errors: [presentError(thrown, context.incoming)] })
    }
  }
}

async function run(
  operations: CompiledOperations,
  document: DocumentNode,
  { schema, operation, variables }: Execution,
  contextValue: GatewayContext,
): Promise<ExecutionResult> {
  const compiled = operations.find(document, operation, variables)
  if (compiled) {
    const result = await compiled(undefined, contextValue, variables)
    // Without data the variables did not fit and nothing ran: graphql-js says what is wrong with them.
    if (result.data !== undefined) return result
  }
  const operationName = operation.name?.value
  return execute({ schema, document, operationName, contextValue, variableValues: variables })
}

/** Errors before the first field ran are about the request, and worded by graphql-js. */
function presented(result: ExecutionResult, { incoming }: GatewayContext): ExecutionResult {
  if (!result.errors) return result
  if (result.data === undefined) return { ...result, errors: result.errors.map(aboutRequest) }
  return withStatus({ ...result, errors: result.errors.map((error) => presentError(error, incoming)) })
}

/** Apollo knows most of them by their wording and gives them their code; that there are too many it does not know. */
function aboutRequest(error: GraphQLError): GraphQLError {
  if (error.message.startsWith('Too many errors')) error.extensions.code ??= 'BAD_USER_INPUT'
  return error
}
