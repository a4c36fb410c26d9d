import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino'
import type { Config } from '../config.js'
import { standardOutput } from './log-output.js'
import { withoutSecrets } from './log-secrets.js'

/** Logs JSON lines to the standard output, without what could open a door or name a person. */
export const createLog = (level: Config['logLevel'], to: DestinationStream = standardOutput()): Logger =>
  pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }), log: withoutSecrets },
      serializers: { err: (error: Error) => withoutParameters(stdSerializers.err(error)) },
    },
    to,
  )

type LoggedError = ReturnType<typeof stdSerializers.err>

/** A failed query carries its parameters, which may be anything that anybody sent. */
function withoutParameters(error: LoggedError): object {
  const { params: _, message, stack, ...rest } = error
  return withoutSecrets({ ...rest, message: cut(message), stack: cut(stack) })
}

const cut = (text: string | undefined): string => text?.replace(/\nparams: .*?(?=\n {4}at |$)/gs, '') ?? ''
