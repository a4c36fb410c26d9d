import { fork } from 'node:child_process'
import { once } from 'node:events'

/** A process that carries out orders one after the other. */
export interface Child<Order, Answer> {
  readonly pid: number
  ask(order: Order): Promise<Answer>
  stop(): Promise<void>
}

/** Starts a module that calls `carryOut`. */
export function startChild<Order, Answer>(
  module: URL,
  environment: NodeJS.ProcessEnv = {},
): Child<Order, Answer> {
  const child = fork(module, { env: { ...process.env, ...environment } })
  const ended = once(child, 'exit')
  return {
    pid: child.pid as number,
    async ask(order) {
      child.send(order as object)
      const answer = await Promise.race([once(child, 'message'), ended.then(() => null)])
      if (!answer) throw new Error(`${module.pathname} ended before it answered.`)
      return answer[0] as Answer
    },
    async stop() {
      child.kill()
      await ended
    },
  }
}

/** The other end of `startChild`: a failure ends the process, and the parent says so. */
export function carryOut<Order, Answer>(work: (order: Order) => Promise<Answer>): void {
  process.on('message', async (order) => {
    process.send?.(await work(order as Order))
  })
  process.on('disconnect', () => process.exit())
}
