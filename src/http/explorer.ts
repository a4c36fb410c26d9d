import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

const built = fileURLToPath(new URL('../../dist/explorer/', import.meta.url))

// All of it comes from this server. GraphiQL's editor writes <style> elements and carries its icons as data.
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/**
 * Serves GraphiQL at `/explorer` for the shop's API and at `/explorer/admin` for the admin's, and sends `/` there.
 * A Fastify plugin, to be left out in production. The page is made by `npm run build`; before that it is not found.
 */
export async function explorer(app: FastifyInstance): Promise<void> {
  app.addHook('onRequest', async (_request, reply) => {
    void reply.headers({
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
  })
  await app.register(fastifyStatic, { root: built, prefix: '/explorer/', wildcard: true, index: false })
  for (const page of ['/explorer', '/explorer/admin'])
    app.get(page, (_request, reply) => reply.sendFile('index.html'))
  app.get('/', (_request, reply) => reply.redirect('/explorer'))
}
