import { fastifyApolloHandler } from '@as-integrations/fastify'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { GraphQLSchema } from 'graphql'
import { startApollo } from './apollo.js'
import type { CreateContext, GatewayContext } from './context.js'
import { presentError } from './present-error.js'
import { incomingOf } from './request-log.js'
import { setStatus } from './status.js'

interface EndpointOptions<Context extends GatewayContext> {
  readonly url: string
  readonly schema: GraphQLSchema
  readonly bodyLimit: number
  readonly createContext: CreateContext<Context>
  readonly production: boolean
}

/** Serves one view of the schema. */
export async function graphqlEndpoint<Context extends GatewayContext>(
  app: FastifyInstance,
  { url, schema, bodyLimit, createContext, production }: EndpointOptions<Context>,
): Promise<void> {
  const apollo = await startApollo({ schema, production, log: app.log })
  app.addHook('onClose', () => apollo.stop())

  async function contextOf(request: FastifyRequest): Promise<GatewayContext> {
    const incoming = incomingOf(request)
    try {
      const context = await createContext(incoming)
      if (incoming.headers.authorization !== undefined) incoming.outcome.key = 'valid'
      return context
    } catch (thrown) {
      const error = setStatus(presentError(thrown, incoming))
      incoming.outcome.codes.add(String(error.extensions.code))
      if (error.extensions.code === 'UNAUTHENTICATED') incoming.outcome.key = 'refused'
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
