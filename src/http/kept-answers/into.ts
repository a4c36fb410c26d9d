import type { IncomingMessage } from 'node:http'
import proxyAddr from '@fastify/proxy-addr'
import type { FastifyInstance } from 'fastify'
import { assert } from '../../kernel/assert.js'
import { createShortcut, type Shortcut, type ShortcutOptions } from './shortcut.js'

interface Options extends Omit<ShortcutOptions, 'ipOf' | 'isBusyOrLeaving'> {
  readonly trustProxy: readonly string[]
  readonly maxEventLoopDelayMs: number
}

/** Puts a shortcut in front of the server's own way. */
export function shortcutInto(app: FastifyInstance, options: Options): Shortcut {
  const { server } = app
  const isBusy = () => options.maxEventLoopDelayMs > 0 && app.isUnderPressure()
  const shortcut = createShortcut({
    ...options,
    ipOf: ipBehind(options.trustProxy),
    isBusyOrLeaving: () => !server.listening || isBusy(),
  })
  const [longWay, ...others] = server.listeners('request')
  assert(longWay && others.length === 0, 'one listener answers requests')
  server.removeAllListeners('request')
  server.on('request', (request, response) => {
    if (!shortcut.take(request, response)) longWay.call(server, request, response)
  })
  return shortcut
}

/** The client's address as the framework finds it. */
function ipBehind(trustProxy: readonly string[]): (request: IncomingMessage) => string | undefined {
  if (trustProxy.length === 0) return ({ socket }) => socket.remoteAddress
  const isTrusted = proxyAddr.compile([...trustProxy])
  return (request) => proxyAddr(request, isTrusted)
}
