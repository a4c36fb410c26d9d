import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { Config } from '../config.js'
import { explorer } from '../http/explorer.js'
import { createGateway } from '../http/gateway.js'
import { createContext } from '../resolvers/context.js'
import { createResolvers } from './build-resolvers.js'
import { buildSchemas } from './build-schema.js'
import type { Services } from './build-services.js'

type GatewayConfig = Pick<
  Config,
  'production' | 'costLimit' | 'requestTimeoutMs' | 'corsOrigins' | 'trustProxy'
>

/** The HTTP server over these services, ready to listen. */
export async function buildGateway(
  services: Services,
  config: GatewayConfig,
  log: FastifyBaseLogger,
): Promise<FastifyInstance> {
  const { production, costLimit, requestTimeoutMs, corsOrigins, trustProxy } = config
  const app = await createGateway({
    schemas: await buildSchemas(createResolvers(services)),
    createContext: createContext(services),
    log,
    production,
    costLimit,
    requestTimeoutMs,
    corsOrigins,
    trustProxy,
  })
  if (!production) await app.register(explorer)
  return app
}
