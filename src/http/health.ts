import Fastify, { type FastifyInstance } from 'fastify'

/** Whether each thing that requests need is there, by name. */
export type Readiness = () => Promise<Readonly<Record<string, boolean>>>

/** Endpoints for whoever runs the gateway. They belong on a port that the public does not reach. */
export function healthEndpoints(readiness: Readiness): FastifyInstance {
  const app = Fastify({ logger: false })
  app.get('/livez', async () => ({ live: true }))
  app.get('/readyz', async (_, reply) => {
    const checks = await readiness()
    const ready = Object.values(checks).every(Boolean)
    return reply.code(ready ? 200 : 503).send({ ready, checks })
  })
  return app
}
