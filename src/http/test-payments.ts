import type { FastifyInstance, FastifyReply } from 'fastify'
import { escaped } from '../domains/mail/index.js'
import { formatMoney } from '../kernel/money/index.js'

const choices = ['succeed', 'fail', 'abort'] as const
type Choice = (typeof choices)[number]

interface Checkout {
  readonly amountMinor: number
  readonly currency: string
  readonly returnUrl: string
}

/** Whose page it is. */
interface Pages {
  /** What an address stands for; null for one that was never given out. */
  checkout(token: string): Checkout | null
  /** Answers where the shopper goes on. */
  choose(token: string, choice: Choice): Promise<string | null>
}

/** The page at which a shopper confirms a payment of the test provider, as at a bank: a Fastify plugin. */
export const testPayments = (pages: Pages) =>
  async function testPayments(app: FastifyInstance): Promise<void> {
    app.addContentTypeParser('application/x-www-form-urlencoded', (_request, payload, done) => {
      payload.resume()
      done(null)
    })
    app.get('/test-payments', async ({ query }, reply) => {
      const token = tokenIn(query)
      const checkout = pages.checkout(token)
      if (!checkout) return reply.callNotFound()
      return guarded(reply, checkout).type('text/html; charset=utf-8').send(page(token, checkout))
    })
    app.post<{ Params: { choice: string } }>('/test-payments/:choice', async ({ params, query }, reply) => {
      const url = isChoice(params.choice) ? await pages.choose(tokenIn(query), params.choice) : null
      return url === null ? reply.callNotFound() : reply.redirect(url, 303)
    })
  }

function tokenIn(query: unknown): string {
  const { checkout } = query as { readonly checkout?: unknown }
  return typeof checkout === 'string' ? checkout : ''
}

const isChoice = (text: string): text is Choice => choices.some((choice) => choice === text)

/** The form may lead to where the shopper came from, and nowhere else. */
const guarded = (reply: FastifyReply, { returnUrl }: Checkout): FastifyReply =>
  reply.headers({
    'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self' ${new URL(returnUrl).origin}; frame-ancestors 'none'`,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  })

const page = (token: string, { amountMinor, currency }: Checkout): string => `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Test payment</title>
<style>body { font: 16px/1.5 sans-serif; max-width: 30em; margin: 4em auto; text-align: center } button { font: inherit; margin: .5em; padding: .5em 1.5em } form { display: inline }</style>
<h1>Test payment</h1>
<p>${escaped(formatMoney({ amountMinor, currency }, 'en'))}, of which nothing is taken. What becomes of it?</p>
${choices.map((choice) => `<form method="post" action="/test-payments/${choice}?checkout=${encodeURIComponent(token)}"><button>${labels[choice]}</button></form>`).join('\n')}
</html>
`

const labels: Record<Choice, string> = { succeed: 'Succeed', fail: 'Fail', abort: 'Abort' }
