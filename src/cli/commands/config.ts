import { Command } from 'commander'
import { type Config, readConfig } from '../../config.js'
import { examples } from '../examples.js'
import { redactedUrl } from '../redacted.js'

/** The variable behind each setting, and how its value is shown. */
const variables: {
  readonly [K in Exclude<keyof Config, 'stripe'>]: readonly [
    name: string,
    shown: (value: Config[K]) => unknown,
  ]
} = {
  production: ['NODE_ENV', (value) => (value ? 'production' : 'development')],
  host: ['HOST', String],
  port: ['PORT', Number],
  adminHost: ['ADMIN_HOST', String],
  adminPort: ['ADMIN_PORT', Number],
  databaseUrl: ['DATABASE_URL', redactedUrl],
  databasePool: ['DATABASE_POOL', Number],
  redisUrl: ['REDIS_URL', (value) => value && redactedUrl(value)],
  responseCacheMiB: ['RESPONSE_CACHE_MB', Number],
  entityCacheMiB: ['ENTITY_CACHE_MB', Number],
  workers: ['WORKERS', Number],
  adminKey: ['ATHANOR_ADMIN_KEY', (value) => value && '***'],
  costLimit: ['COST_LIMIT', Number],
  operations: ['OPERATIONS', String],
  operationsFile: ['OPERATIONS_FILE', String],
  requestTimeoutMs: ['REQUEST_TIMEOUT_MS', Number],
  corsOrigins: ['CORS_ORIGINS', (value) => value.join(',')],
  trustProxy: ['TRUST_PROXY', (value) => value.join(',')],
  rateLimitPerMinute: ['RATE_LIMIT_PER_MINUTE', Number],
  rateLimitKeyPerMinute: ['RATE_LIMIT_KEY_PER_MINUTE', Number],
  maxEventLoopDelayMs: ['MAX_EVENT_LOOP_DELAY_MS', Number],
  maxSockets: ['MAX_SOCKETS', Number],
  maxSocketsPerAddress: ['MAX_SOCKETS_PER_ADDRESS', Number],
  traceEndpoint: ['OTEL_EXPORTER_OTLP_ENDPOINT', (value) => value && redactedUrl(value)],
  smtpUrl: ['SMTP_URL', (value) => value && redactedUrl(value)],
  mailFrom: ['MAIL_FROM', (value) => value],
  storefrontUrl: ['STOREFRONT_URL', (value) => value],
  publicUrl: ['PUBLIC_URL', (value) => value],
  testPayments: ['TEST_PAYMENTS', Boolean],
  payWithinMinutes: ['PAY_WITHIN_MINUTES', Number],
  logLevel: ['LOG_LEVEL', String],
  outboxRetentionDays: ['OUTBOX_RETENTION_DAYS', Number],
  cartHoldUnits: ['CART_HOLD_UNITS', Number],
  cartHoldVariants: ['CART_HOLD_VARIANTS', Number],
  stopTimeoutMs: ['STOP_TIMEOUT_MS', Number],
}

/** The settings by the names of their variables, without secrets. */
function shownConfig(config: Config): Record<string, unknown> {
  const entries = Object.keys(variables).map((key) => shownSetting(config, key as keyof typeof variables))
  return { ...Object.fromEntries(entries), ...shownStripe(config.stripe) }
}

const shownStripe = (stripe: Config['stripe']) => ({
  STRIPE_SECRET_KEY: stripe && '***',
  STRIPE_PUBLISHABLE_KEY: stripe?.publishableKey ?? null,
  STRIPE_WEBHOOK_SECRET: stripe && '***',
  STRIPE_API_URL: stripe?.apiUrl ?? null,
})

function shownSetting<K extends keyof typeof variables>(config: Config, key: K): [string, unknown] {
  const [name, shown] = variables[key]
  return [name, shown(config[key])]
}

export const configCommand = () =>
  new Command('config')
    .description('show the settings in effect as JSON, without secrets')
    .addHelpText('after', examples('athanor config', 'PORT=8080 athanor config'))
    .action(() => {
      process.stdout.write(`${JSON.stringify(shownConfig(readConfig()), null, 2)}\n`)
    })
