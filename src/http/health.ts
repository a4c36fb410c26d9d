import Fastify, { type FastifyInstance } from 'fastify'
import { prometheusContentType } from 'prom-client'

/** Whether each thing that requests need is there, by name. */
export type Readiness = () => Promise<Readonly<Record<string, boolean>>>

/** What a gateway goes on without, only slower or less exactly. */
const dispensable = new Set(['redis'])

export interface AdminOptions {
  readonly readiness: Readiness
  /** In Prometheus' text format. */
  readonly metrics: () => Promise<string>
}

/** Endpoints for whoever runs the gateway. They belong on a port that the public does not reach. */
export function adminEndpoints({ readiness, metrics }: AdminOptions): FastifyInstance {
  const app = Fastify({ logger: false })
  app.get('/livez', async () => ({ live: true }))
  app.get('/readyz', async (_, reply) => {
    const checks = await readiness()
    const missing = Object.keys(checks).filter((name) => !checks[name])
    const ready = missing.every((name) => dispensable.has(name))
    return reply
      .code(ready ? 200 : 503)
      .send({ ready, ...(ready && missing.length > 0 && { degraded: missing }), checks })
  })
  app.get('/metrics', async (_, reply) => reply.type(prometheusContentType).send(await metrics()))
  return app
}
