import type { Tracing } from '../telemetry/tracing.js'
import type { Opening } from './opening.js'

/** Longer than this nobody waits at the end for a collector that does not answer. */
const mostWaitMs = 2_000

/** Null when nobody collects traces: then nothing of it is loaded. */
export async function openTracing({ config, log, closing }: Opening): Promise<Tracing | null> {
  const { traceEndpoint: endpoint } = config
  if (endpoint === null) return null
  const { startTracing } = await import('../telemetry/open-telemetry.js')
  const tracing = startTracing({ endpoint, log })
  closing.add('traces', (leftMs) => tracing.stop(Math.min(leftMs, mostWaitMs)))
  return tracing
}
