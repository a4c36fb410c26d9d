import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { Config } from '../config.js'
import { explorer } from '../http/explorer.js'
import { createGateway } from '../http/gateway.js'
import type { Tally } from '../http/rate-limits/tally.js'
import { createContext } from '../resolvers/context.js'
import { createResolvers } from './build-resolvers.js'
import { buildSchemas } from './build-schema.js'
import type { Services } from './build-services.js'

type GatewayConfig = Pick<
  Config,
  | 'production'
  | 'corsOrigins'
  | 'trustProxy'
  | 'rateLimitPerMinute'
  | 'rateLimitKeyPerMinute'
  | 'maxEventLoopDelayMs'
>

/** The HTTP server over these services, ready to listen. */
export async function buildGateway(
  services: Services,
  config: GatewayConfig,
  log: FastifyBaseLogger,
  tally: Tally | null,
): Promise<FastifyInstance> {
  const { production, corsOrigins, trustProxy, maxEventLoopDelayMs } = config
  const app = await createGateway({
    schemas: await buildSchemas(createResolvers(services)),
    createContext: createContext(services),
    log,
    production,
    corsOrigins,
    trustProxy,
    rateLimits: { perMinute: config.rateLimitPerMinute, keyPerMinute: config.rateLimitKeyPerMinute, tally },
    maxEventLoopDelayMs,
  })
  if (!production) await app.register(explorer)
  return app
}
