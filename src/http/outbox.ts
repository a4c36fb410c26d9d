import type { FastifyInstance } from 'fastify'
import { escaped, type KeptLetter } from '../domains/mail/index.js'

const headers = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
}

/**
 * Shows the letters that nobody sent at `/outbox`, and at `/outbox.json` for programs. They open accounts: a Fastify plugin
 * to be left out in production.
 */
export const outbox = (kept: () => Promise<readonly KeptLetter[]>) =>
  async function outbox(app: FastifyInstance): Promise<void> {
    app.addHook('onRequest', async (_request, reply) => void reply.headers(headers))
    app.get('/outbox', async (_request, reply) => {
      const letters = await kept()
      return reply.type('text/html; charset=utf-8').send(page(letters))
    })
    app.get('/outbox.json', async (_request, reply) => {
      const letters = await kept()
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(letters.map(shown)))
    })
  }

const shown = ({ to, subject, text, at }: KeptLetter) => ({ to, subject, text, at })

const page = (letters: readonly KeptLetter[]): string => `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Outbox</title>
<style>body { font: 16px/1.5 sans-serif; max-width: 45em; margin: 2em auto } pre { white-space: pre-wrap; word-break: break-all }</style>
<h1>Outbox</h1>
<p>The newest letters of this shop, which has no mail server (<code>SMTP_URL</code>). Reload to see more.</p>
${letters.length === 0 ? '<p>There are none.</p>' : letters.map(article).join('\n')}
</html>
`

const article = ({ to, subject, text, at }: KeptLetter): string =>
  `<article><h2>${escaped(subject)}</h2><p>To ${escaped(to)}, ${at.toISOString()}</p><pre>${escaped(text)}</pre></article>`
