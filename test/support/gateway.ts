import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { GraphQLSchema } from 'graphql'
import supertest, { type Agent } from 'supertest'
import { buildCache } from '../../src/app/build-cache.js'
import { buildGateway } from '../../src/app/build-gateway.js'
import { buildLive } from '../../src/app/build-live.js'
import { createServices, type Services } from '../../src/app/build-services.js'
import { createLog } from '../../src/app/log.js'
import { takeWebhooks } from '../../src/app/payments/take-webhook.js'
import { createTestPayments } from '../../src/app/payments/test/test-payments.js'
import type { Redis } from '../../src/cache/redis.js'
import { dialect, openSignals } from '../../src/db/index.js'
import { manualProvider, type Provider } from '../../src/domains/payments/index.js'
import type { GatewayContext, Incoming } from '../../src/http/context.js'
import { createGateway, type GatewayOptions } from '../../src/http/gateway.js'
import type { RunningLive } from '../../src/http/live/create-live.js'
import { persistedOperations } from '../../src/http/persisted-operations.js'
import type { RateLimits } from '../../src/http/rate-limits/rates.js'
import { assert } from '../../src/kernel/assert.js'
import { type Clock, systemClock } from '../../src/kernel/clock.js'
import { gatewayMeters } from '../../src/telemetry/gateway.js'
import { createMetrics } from '../../src/telemetry/metrics.js'
import { openTestDatabase, type TestDatabase } from './database.js'
import { opened } from './opened.js'
import { passwordCost } from './passwords.js'

type Headers = Record<string, string>

// What tests expect of an answer or a log line is theirs to know.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Json = any

interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: Json
}

export interface TestGateway {
  readonly url: string
  /** For requests that are no ordinary operation. */
  readonly http: Agent
  /** POSTs an operation to `/graphql`, as anybody. */
  request(query: string, variables?: object, headers?: Headers): Promise<Answer>
  /** POSTs an operation to `/admin/graphql`, with the admin key. */
  admin(query: string, variables?: object, headers?: Headers): Promise<Answer>
  /** The lines logged so far. */
  readonly logged: Json[]
  stop(): Promise<void>
}

export interface ShopGateway extends TestGateway {
  readonly services: Services
  readonly db: TestDatabase
  readonly live: RunningLive
}

type Settings = Partial<
  Pick<
    GatewayOptions<GatewayContext>,
    | 'production'
    | 'costLimit'
    | 'requestTimeoutMs'
    | 'corsOrigins'
    | 'trustProxy'
    | 'maxEventLoopDelayMs'
    | 'maxSockets'
    | 'maxSocketsPerAddress'
  >
> & { readonly rateLimits?: Partial<RateLimits> }

export const adminKey = 'the-admin-key-of-the-tests-has-32-characters'

interface ShopSettings extends Settings {
  /** A manifest: then only what is in it is answered. */
  readonly operationsFile?: string
  readonly clock?: Clock
  /** Another gateway's database; else a fresh one without channels. */
  readonly db?: TestDatabase
  readonly redis?: Redis
  /** Who takes money; staff and the test provider, if omitted. */
  readonly providers?: readonly Provider[]
  readonly cacheMiB?: number
  /** As much as for answers, if omitted. */
  readonly entityCacheMiB?: number
}

const silent = { info() {}, warn() {}, error() {} }

/** Tests that change the shop behind the gateway's back would wait for PostgreSQL's caches to take notice. */
const usualCacheMiB = dialect === 'sqlite' ? 16 : 0

/** The whole gateway. It stops after the test file at the latest. */
export async function startTestGateway(settings: ShopSettings = {}): Promise<ShopGateway> {
  const { clock = systemClock, redis = null, cacheMiB = usualCacheMiB, entityCacheMiB = cacheMiB } = settings
  const db = settings.db ?? (await openTestDatabase())
  const testPayments = createTestPayments({ clock, log: silent })
  opened.add({ close: async () => testPayments.stop() })
  const providers = settings.providers ?? [manualProvider, testPayments.provider]
  const services = createServices({ db, clock, passwordCost, providers })
  const takeWebhook = takeWebhooks(services)
  await services.access.ensureBootstrapKey(adminKey)
  let live: RunningLive | undefined
  const gateway = await started(async (log) => {
    const telemetry = untold()
    const { channels } = services
    const { caches: counts } = telemetry.meters
    const mostMiB = { responses: cacheMiB, entities: entityCacheMiB }
    const caching = await buildCache({ db, clock, log, channels, redis, mostMiB, counts })
    opened.add({ close: async () => caching.stop() })
    const signals = openSignals(db.url)
    if (signals) opened.add(signals)
    const { compiled } = telemetry.meters.caches
    const building = { db, log, channels, caching, signals, compiled, delivered: () => {} }
    const running = await buildLive(building)
    opened.add({ close: () => running.stop() })
    live = running
    const { rateLimits, ...others } = withDefaults(settings)
    const { perMinute: rateLimitPerMinute, keyPerMinute: rateLimitKeyPerMinute, tally } = rateLimits
    const { operationsFile = '' } = settings
    const operations = operationsFile ? ('trusted' as const) : ('any' as const)
    const config = { ...others, rateLimitPerMinute, rateLimitKeyPerMinute, operations, operationsFile }
    const parts = { services, takeWebhook, testPayments, caching, live, redis, tally, ...telemetry }
    return buildGateway(parts, config, log)
  })
  testPayments.connect({ url: gateway.url, take: takeWebhook })
  assert(live, 'it was built')
  return { ...gateway, services, db, live }
}

type BareSettings = Settings &
  Partial<
    Pick<GatewayOptions<GatewayContext>, 'createContext' | 'live' | 'socketTimes' | 'meters' | 'persisted'>
  >

/** The HTTP layer alone, in front of a schema that a test made up. Both endpoints serve it. */
export function startBareGateway(schema: GraphQLSchema, settings: BareSettings = {}): Promise<TestGateway> {
  const schemas = { public: schema, admin: schema, publicSdl: 'the sdl' }
  const { createContext = bareContext } = settings
  const rest = {
    cache: null,
    live: null,
    persisted: persistedOperations({ shared: null, published: null }),
    ...untold(),
    ...withDefaults(settings),
  }
  return started((log) => createGateway({ ...rest, schemas, createContext, log }))
}

/** Counts what nobody asks for. */
const untold = () => ({ meters: gatewayMeters(createMetrics()), tracing: null })

/** Of anybody, in a schema without a shop behind it. */
export const bareContext = async (incoming: Incoming): Promise<GatewayContext> => ({
  incoming,
  viewerKind: 'anonymous',
  viewerKey: '',
  begin: async () => undefined,
  audienceKey: async () => null,
  provenance: async () => null,
})

const withDefaults = <Given extends Settings>({ rateLimits, ...settings }: Given) => ({
  production: false,
  costLimit: 100_000,
  requestTimeoutMs: 30_000,
  corsOrigins: [],
  trustProxy: [],
  maxEventLoopDelayMs: 0,
  maxSockets: 1_000,
  maxSocketsPerAddress: 0,
  ...settings,
  rateLimits: { perMinute: 0, keyPerMinute: 0, tally: null, ...rateLimits },
})

async function started(
  build: (log: ReturnType<typeof createLog>) => Promise<FastifyInstance>,
): Promise<TestGateway> {
  const logged: Json[] = []
  const app = await build(createLog('info', { write: (line) => void logged.push(JSON.parse(line)) }))
  await app.listen({ host: '127.0.0.1', port: 0 })
  const server = { close: async () => void (await app.close()) }
  opened.add(server)
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const http = supertest(url)
  const post = async (path: string, query: string, variables: object, headers: Headers): Promise<Answer> =>
    http.post(path).set(headers).send({ query, variables })
  return {
    url,
    http,
    logged,
    request: (query, variables = {}, headers = {}) => post('/graphql', query, variables, headers),
    admin: (query, variables = {}, headers = {}) =>
      post('/admin/graphql', query, variables, { authorization: `Bearer ${adminKey}`, ...headers }),
    async stop() {
      if (opened.delete(server)) await server.close()
    },
  }
}
