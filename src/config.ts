import { isIP } from 'node:net'
import { z } from 'zod'

const port = z.coerce.number().int().min(0).max(65535)
const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most)

const databaseUrlSchema = z
  .string()
  .regex(
    /^(file:.+|postgres(ql)?:\/\/.+)$/,
    'must be `file:<path>` or `postgres://user:password@host/database`',
  )
  .default('file:./data/athanor.db')

const list = (isEntry: (entry: string) => boolean, message: string) =>
  z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((entry) => entry.trim() || []))
    .refine((entries) => entries.every(isEntry), message)

const isOrigin = (text: string) => URL.canParse(text) && new URL(text).origin === text

function isProxy(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true
  const [address = '', bits, ...more] = text.split('/')
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1
  return most > 0 && more.length === 0 && (bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= most))
}

const isWeb = (text: string) => URL.canParse(text) && /^https?:\/\/./.test(text)

/** A page whose address takes a path and `#token=…` behind it. */
const isStorefront = (text: string) => isWeb(text) && !/[?#@]/.test(text)

const isRedis = (text: string) => URL.canParse(text) && /^rediss?:\/\/./.test(text)

const isSmtp = (text: string) => URL.canParse(text) && /^smtps?:\/\/./.test(text)

/** `Shop <shop@example.com>`, or the address alone. */
const isSender = (text: string) => /^([^<>@\r\n]+ <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/.test(text)

/** Every setting, its default and its limits. The README's table lists the same. */
const schema = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port.default(4000),
  ADMIN_HOST: z.string().min(1).default('127.0.0.1'),
  ADMIN_PORT: port.default(4001),
  DATABASE_URL: databaseUrlSchema,
  DATABASE_POOL: whole(1, 200).default(10),
  REDIS_URL: z
    .string()
    .refine(isRedis, 'must be `redis://user:password@host:6379`, or `rediss://` for TLS')
    .optional(),
  RESPONSE_CACHE_MB: whole(0, 65_536).default(64),
  ENTITY_CACHE_MB: whole(0, 65_536).default(64),
  WORKERS: whole(1, 64).default(1),
  ATHANOR_ADMIN_KEY: z
    .string()
    .min(32, 'must have 32 characters or more; `openssl rand -base64 32` makes one')
    .optional(),
  OPERATIONS: z.enum(['any', 'trusted']).default('any'),
  OPERATIONS_FILE: z.string().default('./operations.json'),
  COST_LIMIT: whole(1_000, 10_000_000).default(100_000),
  REQUEST_TIMEOUT_MS: whole(100, 600_000).default(30_000),
  CORS_ORIGINS: list(isOrigin, 'must be origins such as `https://shop.example`, separated by commas'),
  TRUST_PROXY: list(
    isProxy,
    'must be addresses such as `10.0.0.7`, `10.0.0.0/8` or `loopback`, separated by commas',
  ),
  RATE_LIMIT_PER_MINUTE: whole(0, 1_000_000_000).optional(),
  RATE_LIMIT_KEY_PER_MINUTE: whole(0, 1_000_000_000).optional(),
  MAX_EVENT_LOOP_DELAY_MS: whole(0, 60_000).default(500),
  MAX_SOCKETS: whole(1, 1_000_000).default(20_000),
  MAX_SOCKETS_PER_ADDRESS: whole(0, 1_000_000).optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .string()
    .refine(isWeb, 'must be the address of a collector, such as `http://localhost:4318`')
    .optional(),
  SMTP_URL: z
    .string()
    .refine(isSmtp, 'must be `smtp://user:password@host:587`, or `smtps://` for TLS from the start')
    .optional(),
  MAIL_FROM: z.string().refine(isSender, 'must be such as `Shop <shop@example.com>`').optional(),
  STOREFRONT_URL: z
    .string()
    .refine(isStorefront, 'must be such as `https://shop.example`, without `?`, `#` and password')
    .optional(),
  PUBLIC_URL: z.string().refine(isWeb, 'must be such as `https://api.shop.example`').optional(),
  TEST_PAYMENTS: z.enum(['true', 'false']).optional(),
  STRIPE_SECRET_KEY: z.string().optional(),
  STRIPE_PUBLISHABLE_KEY: z.string().optional(),
  STRIPE_WEBHOOK_SECRET: z.string().optional(),
  STRIPE_API_URL: z.string().refine(isWeb, 'must be such as `https://api.stripe.com`').optional(),
  PAY_WITHIN_MINUTES: whole(1, 10_080).default(60),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  OUTBOX_RETENTION_DAYS: whole(1, 365).default(7),
  CART_HOLD_UNITS: whole(0, 1_000_000).default(20),
  CART_HOLD_VARIANTS: whole(0, 250).default(20),
  STOP_TIMEOUT_MS: whole(100, 600_000).default(10_000),
})

const consistent = schema
  .refine(({ SMTP_URL, MAIL_FROM }) => !SMTP_URL || !isSmtp(SMTP_URL) || MAIL_FROM !== undefined, {
    path: ['MAIL_FROM'],
    message: 'must say whom mail is from when SMTP_URL is set',
  })
  .refine((env) => !env.STRIPE_SECRET_KEY || env.STRIPE_PUBLISHABLE_KEY, {
    path: ['STRIPE_PUBLISHABLE_KEY'],
    message: 'must be set when STRIPE_SECRET_KEY is: clients pay with it',
  })
  .refine((env) => !env.STRIPE_SECRET_KEY || env.STRIPE_WEBHOOK_SECRET, {
    path: ['STRIPE_WEBHOOK_SECRET'],
    message: 'must be set when STRIPE_SECRET_KEY is: without webhooks nobody knows what was paid',
  })

export interface StripeConfig {
  readonly secretKey: string
  readonly publishableKey: string
  /** What webhooks are signed with. */
  readonly webhookSecret: string
  /** Another than Stripe's own. */
  readonly apiUrl: string | null
}

export interface Config {
  readonly production: boolean
  readonly host: string
  readonly port: number
  /** Apart from `host`, so that what is open to the public there is not open here. */
  readonly adminHost: string
  readonly adminPort: number
  readonly databaseUrl: string
  /** Connections at most, in each process. */
  readonly databasePool: number
  readonly redisUrl: string | null
  /** How much of answers each process keeps; 0 keeps none. */
  readonly responseCacheMiB: number
  /** How much of what it has read of products and the like each process keeps; 0 keeps none. */
  readonly entityCacheMiB: number
  /** How many processes serve `port` together. */
  readonly workers: number
  readonly adminKey: string | null
  /** What an operation may cost: about how many fields its answer can have. */
  readonly costLimit: number
  /** `trusted` answers nothing on `/graphql` but what `operationsFile` has. */
  readonly operations: 'any' | 'trusted'
  readonly operationsFile: string
  /** How long a request may take to arrive. */
  readonly requestTimeoutMs: number
  /** Whose pages may call the API from a browser. */
  readonly corsOrigins: readonly string[]
  /** The proxies whose X-Forwarded headers are believed. */
  readonly trustProxy: readonly string[]
  /** Requests from one address without a valid API key; 0 for no limit. */
  readonly rateLimitPerMinute: number
  /** Requests with one API key; 0 for no limit. */
  readonly rateLimitKeyPerMinute: number
  /** A longer one means more load than can be served; 0 for no such limit. */
  readonly maxEventLoopDelayMs: number
  /** WebSockets open at a time in each process. */
  readonly maxSockets: number
  /** Of those, from one address; 0 for no limit. */
  readonly maxSocketsPerAddress: number
  /** Where traces are collected, by OTLP over HTTP; null traces nothing. */
  readonly traceEndpoint: string | null
  /** The server that sends mail; null: in development it is kept to be looked at, in production there is none. */
  readonly smtpUrl: string | null
  /** Whom mail is from; there when `smtpUrl` is. */
  readonly mailFrom: string | null
  /** Whose pages the links of letters open. */
  readonly storefrontUrl: string | null
  /** Where the gateway is reached from outside; null: where it listens. */
  readonly publicUrl: string | null
  /** Whether there is a provider that takes no money. */
  readonly testPayments: boolean
  /** null: payments by Stripe cannot be had. */
  readonly stripe: StripeConfig | null
  /** How long an order that is not paid yet holds what it has taken. */
  readonly payWithinMinutes: number
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
  readonly outboxRetentionDays: number
  /** How many units of one variant a cart holds at most, and of how many variants, where they are reserved in carts. */
  readonly cartHoldUnits: number
  readonly cartHoldVariants: number
  readonly stopTimeoutMs: number
}

/** Lists every problem at once, each with the variable's name. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

type Environment = Readonly<Record<string, string | undefined>>

/** Reads and checks the settings; an empty variable counts as unset. Throws a `ConfigError`. */
export function readConfig(environment: Environment = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = consistent.safeParse(given)
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
    throw new ConfigError(`The configuration has ${problems.length} problem(s):\n${problems.join('\n')}`)
  }
  const env = parsed.data
  const production = env.NODE_ENV === 'production'
  return {
    production,
    host: env.HOST,
    port: env.PORT,
    adminHost: env.ADMIN_HOST,
    adminPort: env.ADMIN_PORT,
    databaseUrl: env.DATABASE_URL,
    databasePool: env.DATABASE_POOL,
    redisUrl: env.REDIS_URL ?? null,
    responseCacheMiB: env.RESPONSE_CACHE_MB,
    entityCacheMiB: env.ENTITY_CACHE_MB,
    workers: env.WORKERS,
    adminKey: env.ATHANOR_ADMIN_KEY ?? null,
    costLimit: env.COST_LIMIT,
    operations: env.OPERATIONS,
    operationsFile: env.OPERATIONS_FILE,
    requestTimeoutMs: env.REQUEST_TIMEOUT_MS,
    corsOrigins: env.CORS_ORIGINS,
    trustProxy: env.TRUST_PROXY,
    // Whoever develops or measures sends everything from one address.
    rateLimitPerMinute: env.RATE_LIMIT_PER_MINUTE ?? (production ? 6_000 : 0),
    rateLimitKeyPerMinute: env.RATE_LIMIT_KEY_PER_MINUTE ?? (production ? 60_000 : 0),
    maxEventLoopDelayMs: env.MAX_EVENT_LOOP_DELAY_MS,
    maxSockets: env.MAX_SOCKETS,
    maxSocketsPerAddress: env.MAX_SOCKETS_PER_ADDRESS ?? (production ? 1_000 : 0),
    traceEndpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
    smtpUrl: env.SMTP_URL ?? null,
    mailFrom: env.MAIL_FROM ?? null,
    storefrontUrl: env.STOREFRONT_URL ?? null,
    publicUrl: env.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    testPayments: env.TEST_PAYMENTS === undefined ? !production : env.TEST_PAYMENTS === 'true',
    stripe: stripeOf(env),
    payWithinMinutes: env.PAY_WITHIN_MINUTES,
    logLevel: env.LOG_LEVEL,
    outboxRetentionDays: env.OUTBOX_RETENTION_DAYS,
    cartHoldUnits: env.CART_HOLD_UNITS,
    cartHoldVariants: env.CART_HOLD_VARIANTS,
    stopTimeoutMs: env.STOP_TIMEOUT_MS,
  }
}

function stripeOf(env: z.infer<typeof schema>): StripeConfig | null {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_PUBLISHABLE_KEY: publishableKey } = env
  const { STRIPE_WEBHOOK_SECRET: webhookSecret, STRIPE_API_URL: apiUrl = null } = env
  return secretKey && publishableKey && webhookSecret
    ? { secretKey, publishableKey, webhookSecret, apiUrl }
    : null
}

/** The database alone, for the code that must know the engine before anything else is loaded. */
export const databaseUrl = (environment: Environment = process.env): string =>
  databaseUrlSchema.catch('file:./data/athanor.db').parse(environment.DATABASE_URL || undefined)

/** What a process for another database starts with. */
export const environmentFor = (url: string): Environment => ({ ...process.env, DATABASE_URL: url })
