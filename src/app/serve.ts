import type { Logger } from 'pino'
import type { Config } from '../config.js'
import { endOnFaults } from './faults.js'
import { createLog } from './log.js'
import type { StartOptions } from './opening.js'
import type { Athanor } from './start.js'

/** Starts the gateway for good: it runs until a signal, or a fault that leaves it in an unknown state, ends the process. */
export async function serve(config: Config, options: Pick<StartOptions, 'prepare'> = {}): Promise<void> {
  const log = createLog(config.logLevel)
  const onFatal = endOnFaults(log)
  const start = await starter(config)
  const athanor = await start(config, { ...options, log, onFatal })
  stopOnSignals(athanor, log)
  log.info({ url: athanor.url, adminUrl: athanor.adminUrl }, 'ready')
  if (!config.production) process.stdout.write(welcome(athanor))
}

/** The primary of a cluster serves no requests, so it loads nothing that they need. */
async function starter({
  workers,
}: Config): Promise<(config: Config, options: StartOptions) => Promise<Athanor>> {
  return workers > 1
    ? (await import('./cluster/start.js')).startCluster
    : (await import('./start.js')).startAthanor
}

/** The first signal ends the process gracefully, the second at once. */
function stopOnSignals(athanor: Athanor, log: Logger): void {
  let stopping = false
  const onSignal = async (signal: NodeJS.Signals) => {
    if (stopping) process.exit(1)
    stopping = true
    log.info({ signal }, 'stopping')
    await athanor.stop()
    log.info({}, 'stopped')
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, onSignal)
}

const welcome = ({ url, adminUrl }: Athanor): string => `
Athanor is ready.

  Explorer   ${url}/explorer
  GraphQL    ${url}/graphql
  Admin API  ${url}/admin/graphql   with the header  Authorization: Bearer $ATHANOR_ADMIN_KEY
  Schema     ${url}/schema.graphql
  Outbox     ${url}/outbox   letters that would be sent with SMTP_URL
  Health     ${adminUrl}/readyz

Try first: open the explorer, or

  curl ${url}/graphql -H 'content-type: application/json' \\
    -d '{"query":"{ shop { name channels { slug currencies locales } } }"}'

`
