import { describe, expect, test } from 'vitest'
import { type Config, ConfigError, readConfig } from '../src/config.js'

const problemsOf = (environment: Record<string, string>): string => {
  try {
    readConfig(environment)
    return ''
  } catch (error) {
    return error instanceof ConfigError ? error.message : String(error)
  }
}

describe('a setting is read', () => {
  test.each([
    [{}, { workers: 1, redisUrl: null }],
    [
      { WORKERS: '', REDIS_URL: '' },
      { workers: 1, redisUrl: null },
    ],
    [{ WORKERS: '64' }, { workers: 64 }],
    [{}, { costLimit: 100_000, requestTimeoutMs: 30_000 }],
    [
      { COST_LIMIT: '5000', REQUEST_TIMEOUT_MS: '2000' },
      { costLimit: 5_000, requestTimeoutMs: 2_000 },
    ],
    [{}, { rateLimitPerMinute: 0, rateLimitKeyPerMinute: 0, maxEventLoopDelayMs: 500 }],
    [{ NODE_ENV: 'production' }, { rateLimitPerMinute: 6_000, rateLimitKeyPerMinute: 60_000 }],
    [
      { NODE_ENV: 'production', RATE_LIMIT_PER_MINUTE: '0', RATE_LIMIT_KEY_PER_MINUTE: '7' },
      { rateLimitPerMinute: 0, rateLimitKeyPerMinute: 7 },
    ],
    [{ MAX_EVENT_LOOP_DELAY_MS: '0' }, { maxEventLoopDelayMs: 0 }],
    [{}, { maxSockets: 20_000, maxSocketsPerAddress: 0 }],
    [{ NODE_ENV: 'production' }, { maxSocketsPerAddress: 1_000 }],
    [
      { MAX_SOCKETS: '5', MAX_SOCKETS_PER_ADDRESS: '2' },
      { maxSockets: 5, maxSocketsPerAddress: 2 },
    ],
    [{}, { operations: 'any', responseCacheMiB: 64, entityCacheMiB: 64 }],
    [
      { OPERATIONS: 'trusted', OPERATIONS_FILE: 'o.json', RESPONSE_CACHE_MB: '0', ENTITY_CACHE_MB: '1' },
      { operations: 'trusted', operationsFile: 'o.json', responseCacheMiB: 0, entityCacheMiB: 1 },
    ],
    [{ REDIS_URL: 'redis://cache:6379/1' }, { redisUrl: 'redis://cache:6379/1' }],
    [{}, { traceEndpoint: null, adminHost: '127.0.0.1' }],
    [{ HOST: '0.0.0.0' }, { host: '0.0.0.0', adminHost: '127.0.0.1' }],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' }, { traceEndpoint: 'http://collector:4318' }],
    [{}, { smtpUrl: null, mailFrom: null, storefrontUrl: null }],
    [
      {
        SMTP_URL: 'smtps://me:pw@mail',
        MAIL_FROM: 'Shop <a@b.example>',
        STOREFRONT_URL: 'https://b.example',
      },
      { smtpUrl: 'smtps://me:pw@mail', mailFrom: 'Shop <a@b.example>', storefrontUrl: 'https://b.example' },
    ],
    [{}, { testPayments: true, stripe: null, publicUrl: null }],
    [{ NODE_ENV: 'production' }, { testPayments: false }],
    [{ NODE_ENV: 'production', TEST_PAYMENTS: 'true' }, { testPayments: true }],
    [
      { TEST_PAYMENTS: 'false', PUBLIC_URL: 'https://a.b/' },
      { testPayments: false, publicUrl: 'https://a.b' },
    ],
    [
      { STRIPE_SECRET_KEY: 'sk_1', STRIPE_PUBLISHABLE_KEY: 'pk_1', STRIPE_WEBHOOK_SECRET: 'whsec_1' },
      { stripe: { secretKey: 'sk_1', publishableKey: 'pk_1', webhookSecret: 'whsec_1', apiUrl: null } },
    ],
    [{ REDIS_URL: 'rediss://me:secret@cache' }, { redisUrl: 'rediss://me:secret@cache' }],
  ] satisfies [Record<string, string>, Partial<Config>][])('from %j', (environment, expected) => {
    expect(readConfig(environment)).toMatchObject(expected)
  })
})

describe('a setting is refused by its name', () => {
  test.each([
    ['WORKERS', '0'],
    ['WORKERS', '65'],
    ['WORKERS', '1.5'],
    ['WORKERS', 'auto'],
    ['COST_LIMIT', '0'],
    ['OPERATIONS', 'some'],
    ['RESPONSE_CACHE_MB', '-1'],
    ['ENTITY_CACHE_MB', '1.5'],
    ['COST_LIMIT', 'none'],
    ['REQUEST_TIMEOUT_MS', '0'],
    ['RATE_LIMIT_PER_MINUTE', '-1'],
    ['RATE_LIMIT_KEY_PER_MINUTE', '0.5'],
    ['MAX_EVENT_LOOP_DELAY_MS', 'slow'],
    ['MAX_SOCKETS', '0'],
    ['MAX_SOCKETS_PER_ADDRESS', '-1'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'grpc://collector:4317'],
    ['REDIS_URL', 'cache:6379'],
    ['REDIS_URL', 'http://cache'],
    ['REDIS_URL', 'redis://'],
    ['REDIS_URL', 'redis://cache:port'],
    ['SMTP_URL', 'mail.example:25'],
    ['SMTP_URL', 'http://mail.example'],
    ['MAIL_FROM', 'Shop'],
    ['MAIL_FROM', 'Shop <a@b.example>\nBcc: c@d.example'],
    ['STOREFRONT_URL', 'shop.example'],
    ['STOREFRONT_URL', 'https://shop.example/?shop=1'],
    ['STOREFRONT_URL', 'https://shop.example/#/'],
    ['STOREFRONT_URL', 'https://me:pw@shop.example'],
    ['PUBLIC_URL', 'shop.example'],
    ['TEST_PAYMENTS', 'yes'],
    ['STRIPE_API_URL', 'localhost:12111'],
  ])('%s=%s', (name, value) => {
    expect(problemsOf({ [name]: value })).toMatch(
      new RegExp(`^The configuration has 1 problem\\(s\\):\\n {2}${name}: .+$`),
    )
  })

  test('when it needs another', () => {
    expect(problemsOf({ SMTP_URL: 'smtp://mail' })).toMatch(/MAIL_FROM: must say whom mail is from/)
    const lonely = problemsOf({ STRIPE_SECRET_KEY: 'sk_live_hunter2' })
    expect(lonely).toMatch(/STRIPE_PUBLISHABLE_KEY: must be set.*STRIPE_WEBHOOK_SECRET: must be set/s)
    expect(lonely).not.toContain('hunter2')
  })

  test('and a wrong one that may hold a password is not repeated', () => {
    expect(problemsOf({ REDIS_URL: 'http://me:hunter2@cache' })).not.toContain('hunter2')
  })
})
