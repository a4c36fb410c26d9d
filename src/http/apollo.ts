import { ApolloServer, type ApolloServerPlugin } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import type { FastifyBaseLogger } from 'fastify'
import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from 'graphql'
import type { CacheCounts } from '../telemetry/caches.js'
import type { GatewayContext } from './context.js'
import { documentRules } from './document-rules.js'
import { executionGateway } from './executor.js'
import type { SeenOperations } from './kept-answers/seen-operations.js'
import type { CostLimits } from './limits/cost-limit.js'
import { limitOf, queryLimits } from './limits/query-limits.js'
import type { PersistedOperations } from './persisted-operations.js'

interface ApolloOptions {
  readonly schema: GraphQLSchema
  /** null where no answers are kept. */
  readonly seen: SeenOperations | null
  readonly persisted: PersistedOperations
  readonly costLimits: CostLimits
  readonly production: boolean
  readonly log: FastifyBaseLogger
  readonly compiled: CacheCounts
}

/** A started Apollo Server over one view of the schema. */
export async function startApollo({
  schema,
  seen,
  persisted,
  costLimits,
  production,
  log,
  compiled,
}: ApolloOptions): Promise<ApolloServer<GatewayContext>> {
  const apollo = new ApolloServer<GatewayContext>({
    gateway: executionGateway(schema, seen, costLimits, compiled),
    csrfPrevention: true,
    formatError: production ? (...error) => withoutSuggestion(formatError(...error)) : formatError,
    hideSchemaDetailsFromClientErrors: production,
    includeStacktraceInErrorResponses: false,
    introspection: !production,
    logger: log,
    nodeEnv: production ? 'production' : 'development',
    persistedQueries: { cache: persisted.cache, ttl: null },
    parseOptions: { maxTokens: queryLimits.tokens },
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      noteOutcome,
    ],
    stopOnTerminationSignals: false,
    stringifyResult: (result) => JSON.stringify(result),
    validationRules: [...documentRules],
  })
  await apollo.start()
  return apollo
}

/** One listener for all requests: it holds nothing of its own. */
const listener = {
  async didEncounterErrors({ contextValue, operationName, errors }) {
    const { outcome } = contextValue.incoming
    outcome.operationName ??= operationName ?? null
    for (const error of errors) {
      outcome.codes.add(publicCode(error))
      outcome.refusedBy ??= limitOf(error)
    }
  },
} satisfies Awaited<ReturnType<NonNullable<ApolloServerPlugin<GatewayContext>['requestDidStart']>>>

const noteOutcome: ApolloServerPlugin<GatewayContext> = {
  requestDidStart: async () => listener,
  async unexpectedErrorProcessingRequest({ requestContext, error }) {
    requestContext.contextValue.incoming.log.error({ err: error }, 'fault')
  },
}

/** Apollo's own codes that the API does not promise. */
const otherCodes = new Set<unknown>([
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
])

function publicCode({ extensions: { code, http } }: GraphQLError): string {
  // Some refusals of Apollo's have a status and no code.
  const isRefused = (http as { readonly status?: number } | undefined)?.status === 400
  if (otherCodes.has(code) || (code === undefined && isRefused)) return 'BAD_USER_INPUT'
  return typeof code === 'string' ? code : 'INTERNAL_SERVER_ERROR'
}

/** The last look at every error. What the executor has not presented itself is Apollo's, and its faults are masked. */
function formatError(shown: GraphQLFormattedError, thrown: unknown): GraphQLFormattedError {
  const code = thrown instanceof GraphQLError ? publicCode(thrown) : 'INTERNAL_SERVER_ERROR'
  if (code !== 'INTERNAL_SERVER_ERROR' || shown.extensions?.requestId)
    return { ...shown, extensions: { ...shown.extensions, code } }
  const message =
    'Something went wrong on our side. Quote the `x-request-id` of this answer when you report it.'
  return { message, extensions: { code } }
}

/** graphql-js suggests names for those in variables too, which Apollo does not take away. */
const withoutSuggestion = (shown: GraphQLFormattedError): GraphQLFormattedError => ({
  ...shown,
  message: shown.message.replaceAll(/ ?Did you mean [^?]*\?/g, ''),
})
