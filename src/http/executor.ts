import type { ApolloServerOptions } from '@apollo/server'
import { execute, GraphQLError, type GraphQLSchema } from 'graphql'
import type { CacheCounts } from '../telemetry/caches.js'
import type { GatewayContext } from './context.js'
import type { SeenOperations } from './kept-answers/seen-operations.js'
import { type CostLimits, chargeOperations } from './limits/cost-limit.js'
import { presentError } from './present-error.js'
import { operationRunner } from './run-operation.js'
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
  const run = operationRunner(schema, compiled)
  const charge = chargeOperations(schema)
  return async ({ context: given, document, operation, operationName, request, source }) => {
    // There is no operation of the name that was asked for: graphql-js words the error.
    if (!operation) return execute({ schema, document, operationName: request.operationName })
    const context = given as GatewayContext
    const execution = { schema, operation, variables: request.variables ?? {} }
    context.incoming.outcome.operationName = operationName
    try {
      if (operation.operation === 'subscription') throw new GraphQLError(overSocket, inputError)
      checkVariables(execution.variables)
      const cost = charge(document, execution, costLimits[context.viewerKind])
      const extensions = await context.begin(execution)
      const result = await run(document, execution, context)
      context.incoming.outcome.isWhole = result.data != null && !result.errors
      seen?.note(source, document, operation)
      // Where nothing ran, Apollo Server finds the status by itself.
      const told = result.data === undefined ? result : withStatus(result)
      return { ...told, extensions: { ...extensions, cost } }
    } catch (thrown) {
      return withStatus({ errors: [presentError(thrown, context.incoming)] })
    }
  }
}

const overSocket =
  'Subscriptions come over a WebSocket to this address, by the protocol `graphql-transport-ws`.'
const inputError = { extensions: { code: 'BAD_USER_INPUT' } }
