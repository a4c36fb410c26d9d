import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { Redis } from '../cache/redis.js'
import type { Config } from '../config.js'
import { explorer } from '../http/explorer.js'
import { createGateway } from '../http/gateway.js'
import { outbox } from '../http/outbox.js'
import { persistedOperations } from '../http/persisted-operations.js'
import { readPublished } from '../http/published-operations.js'
import type { Tally } from '../http/rate-limits/tally.js'
import type { Live } from '../http/sockets/live.js'
import { testPayments as testPaymentsPages } from '../http/test-payments.js'
import { type TakeWebhook, webhooks } from '../http/webhooks.js'
import { createContext } from '../resolvers/context.js'
import type { GatewayMeters } from '../telemetry/gateway.js'
import type { Tracing } from '../telemetry/tracing.js'
import type { Caching } from './build-cache.js'
import { createResolvers } from './build-resolvers.js'
import { buildSchemas } from './build-schema.js'
import type { Services } from './build-services.js'
import type { TestPayments } from './payments/test/test-payments.js'

export interface GatewayParts {
  readonly services: Services
  /** What is done with what payment providers tell. */
  readonly takeWebhook: TakeWebhook
  /** The provider that takes no money; null where there is none. */
  readonly testPayments: TestPayments | null
  readonly caching: Caching
  /** Executes subscriptions. */
  readonly live: Live
  /** Where several gateways keep together what clients register. */
  readonly redis: Redis | null
  /** Where several processes count together what clients send. */
  readonly tally: Tally | null
  readonly meters: GatewayMeters
  readonly tracing: Tracing | null
}
type GatewayConfig = Pick<
  Config,
  | 'production'
  | 'costLimit'
  | 'operations'
  | 'operationsFile'
  | 'requestTimeoutMs'
  | 'corsOrigins'
  | 'trustProxy'
  | 'rateLimitPerMinute'
  | 'rateLimitKeyPerMinute'
  | 'maxEventLoopDelayMs'
  | 'maxSockets'
  | 'maxSocketsPerAddress'
>

/** The HTTP server over these parts, ready to listen. */
export async function buildGateway(
  { services, takeWebhook, testPayments, caching, live, redis, tally, meters, tracing }: GatewayParts,
  config: GatewayConfig,
  log: FastifyBaseLogger,
): Promise<FastifyInstance> {
  const { caughtUp, responses, entities } = caching
  const { production, costLimit, requestTimeoutMs, corsOrigins, trustProxy, maxEventLoopDelayMs } = config
  const published = config.operations === 'trusted' ? readPublished(config.operationsFile) : null
  const app = await createGateway({
    schemas: await buildSchemas(createResolvers(services)),
    createContext: createContext({ ...services, caughtUp, entities }),
    cache: responses,
    persisted: persistedOperations({ shared: redis, published }),
    log,
    meters,
    tracing,
    production,
    costLimit,
    requestTimeoutMs,
    corsOrigins,
    trustProxy,
    rateLimits: { perMinute: config.rateLimitPerMinute, keyPerMinute: config.rateLimitKeyPerMinute, tally },
    maxEventLoopDelayMs,
    live,
    maxSockets: config.maxSockets,
    maxSocketsPerAddress: config.maxSocketsPerAddress,
  })
  await app.register(webhooks(takeWebhook))
  if (testPayments) await app.register(testPaymentsPages(testPayments))
  if (!production) {
    await app.register(explorer)
    await app.register(outbox(() => services.mail.kept()))
  }
  return app
}
