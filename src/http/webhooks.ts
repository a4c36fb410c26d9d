import type { FastifyInstance } from 'fastify'
import type { IncomingWebhook, WebhookRefusal } from '../domains/payments/index.js'

/** Takes what a provider has sent; answers why it is not believed, or null. Throws where it could not be kept. */
export type TakeWebhook = (provider: string, incoming: IncomingWebhook) => Promise<WebhookRefusal | null>

const mostBytes = 256 * 1_024

/**
 * Takes what payment providers tell at `POST /webhooks/<provider>`, byte by byte as it came, since signatures are made of
 * that. What was told before is taken like new; after a fault the provider sends it again.
 */
export const webhooks = (take: TakeWebhook) =>
  async function webhooks(app: FastifyInstance): Promise<void> {
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: mostBytes }, (_request, body, done) =>
      done(null, body),
    )
    app.post<{ Params: { provider: string } }>(
      '/webhooks/:provider',
      { bodyLimit: mostBytes },
      async ({ params, headers, body }, reply) => {
        const rawBody = Buffer.isBuffer(body) ? body : Buffer.alloc(0)
        const refused = await take(params.provider, { headers, rawBody })
        if (refused) throw new WebhookRefused(refused)
        return reply.header('cache-control', 'no-store').send({ received: true })
      },
    )
  }

class WebhookRefused extends Error {
  readonly code: string
  readonly statusCode: number
  constructor({ reason, message }: WebhookRefusal) {
    super(message)
    this.code = `webhook ${reason}`
    this.statusCode = reason === 'UNKNOWN_PROVIDER' ? 404 : 400
  }
}
