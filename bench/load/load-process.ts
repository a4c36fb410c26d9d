import { Agent, request } from 'node:http'
import { type Burst, burstOf } from '../figures.js'
import { carryOut } from '../processes/child.js'
import type { LoadOrder, Target } from './load.js'

// A process of its own, so that its CPU time is not the server's and nothing of the harness gets in its way.
carryOut<LoadOrder, Burst>(async ({ target, seconds }) => {
  const { bodies, connections, once } = target
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const latenciesMs: number[] = []
  const started = performance.now()
  let sent = 0
  const isOver = () => (once ? sent === bodies.length : performance.now() > started + seconds * 1_000)
  async function client(): Promise<void> {
    while (!isOver()) {
      const body = bodies[sent++ % bodies.length] as string
      const from = performance.now()
      await post(target, agent, body)
      latenciesMs.push(performance.now() - from)
    }
  }
  await Promise.all(Array.from({ length: connections }, client))
  const elapsedMs = performance.now() - started
  agent.destroy()
  return burstOf(latenciesMs, elapsedMs / 1_000)
})

function post({ url, headers }: Target, agent: Agent, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const sending = request(url, { method: 'POST', agent, headers }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`${url} answers ${answer.statusCode}`))
      answer.on('end', resolve).on('error', reject).resume()
    })
    sending.on('error', reject).end(body)
  })
}
