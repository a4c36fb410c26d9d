// What a worker process runs.
import cluster from 'node:cluster'
import { readConfig } from '../../config.js'
import { endOnFaults } from '../faults.js'
import { createLog } from '../log.js'
import { startServing } from '../start.js'
import type { FromWorker, ToWorker } from './messages.js'
import { primaryTally } from './primary-tally.js'

const config = readConfig()
const log = createLog(config.logLevel)
const onFatal = endOnFaults(log)

// A terminal and systemd signal to every process of the group, but the primary alone decides about the end.
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => {})

// The rest of the time is the primary's.
const { tally, onTotals } = primaryTally(tell)
const own = { ...config, stopTimeoutMs: config.stopTimeoutMs * 0.9 }
const serving = await startServing(own, tally, { log, onFatal })
process.on('message', (message: ToWorker) => {
  if (typeof message === 'object' && 'tallied' in message) onTotals(message.tallied, message.totals)
  else if (message === 'stop') void serving.stop().then(() => process.exit(0))
  else void serving[message.question]().then((answer) => tell({ answered: message.asked, answer }))
})
tell({ url: serving.url })

/** A primary that is gone hears nothing; then Node.js ends this process. */
function tell(message: FromWorker): void {
  cluster.worker?.send(message, () => {})
}
