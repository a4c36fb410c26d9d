import { fastifyApolloHandler } from '@as-integrations/fastify'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { GraphQLSchema } from 'graphql'
import { startApollo } from './apollo.js'
import type { CreateContext, GatewayContext } from './context.js'
import type { CostLimits } from './limits/cost-limit.js'
import { presentError } from './present-error.js'
import { incomingOf } from './request-log.js'
import { setStatus } from './status.js'

interface EndpointOptions<Context extends GatewayContext> {
  readonly url: string
  readonly schema: GraphQLSchema
  readonly bodyLimit: number
  readonly costLimits: CostLimits
  readonly createContext: CreateContext<Context>
  readonly production: boolean
}

/** Serves one view of the schema. */
export async function graphqlEndpoint<Context extends GatewayContext>(
  app: FastifyInstance,
  { url, schema, bodyLimit, costLimits, createContext, production }: EndpointOptions<Context>,
): Promise<void> {
  const apollo = await startApollo({ schema, costLimits, production, log: app.log })
  app.addHook('onClose', () => apollo.stop())

  async function contextOf(request: FastifyRequest): Promise<GatewayContext> {
    const incoming = incomingOf(request)
    try {
      return await createContext(incoming)
    } catch (thrown) {
      const error = setStatus(presentError(thrown, incoming))
      incoming.outcome.codes.add(String(error.extensions.code))
      throw error
    }
  }

  app.route<{ Reply: string }>({
    url,
    method: ['GET', 'POST'],
    bodyLimit,
    onRequest: async (_, reply) => {
      void reply.header('cache-control', 'private, no-store')
    },
    handler: fastifyApolloHandler(apollo, { context: contextOf }),
  })
}
