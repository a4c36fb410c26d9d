import type { Logger } from 'pino'

/** Ends the process with a log line on whatever nobody has caught, and answers what ends it so. */
export function endOnFaults(log: Logger): (error: unknown) => never {
  const end = (error: unknown) => {
    log.fatal({ err: error }, 'unexpected fault, ending the process')
    process.exit(1)
  }
  process.on('uncaughtException', end)
  process.on('unhandledRejection', end)
  return end
}
