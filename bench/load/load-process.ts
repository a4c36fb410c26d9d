import { setTimeout as sleep } from 'node:timers/promises'
import { type Burst, burstOf } from '../figures.js'
import { carryOut } from '../processes/child.js'
import { connectTo } from './connection.js'
import type { LoadOrder, Target } from './load.js'

// A process of its own, so that its CPU time is not the server's and nothing of the harness gets in its way.
carryOut<LoadOrder, Burst>(async ({ target, seconds }) => {
  const { url, connections, once, perSecond, awake = false, statuses = [200] } = target
  const requests = requestsOf(target)
  const latenciesMs: number[] = []
  const started = performance.now()
  const untilMs = started + seconds * 1_000
  let sent = 0
  async function client(): Promise<void> {
    const connection = connectTo(new URL(url))
    while (once ? sent < requests.length : performance.now() < untilMs) {
      const number = sent++
      const dueMs = perSecond ? started + (number / perSecond) * 1_000 : performance.now()
      if (dueMs > performance.now()) await sleep(dueMs - performance.now())
      // A timer may be early.
      const fromMs = Math.min(dueMs, performance.now())
      const status = await connection.send(requests[number % requests.length] as Buffer)
      if (!statuses.includes(status)) throw new Error(`${url} answers ${status}.`)
      latenciesMs.push(performance.now() - fromMs)
    }
    connection.close()
  }
  let turn = awake ? setImmediate(again) : undefined
  function again(): void {
    turn = setImmediate(again)
  }
  await Promise.all(Array.from({ length: connections }, client))
  clearImmediate(turn)
  return burstOf(latenciesMs, (performance.now() - started) / 1_000)
})

function requestsOf({ url, method = 'POST', headers, bodies }: Target): Buffer[] {
  const { host, pathname } = new URL(url)
  const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`)
  return bodies.map((body) => {
    if (method === 'GET') return Buffer.from(`GET ${pathname}?${body} HTTP/1.1\r\n${lines.join('')}\r\n`)
    const length = `content-length: ${Buffer.byteLength(body)}\r\n`
    return Buffer.from(`POST ${pathname} HTTP/1.1\r\n${lines.join('')}${length}\r\n${body}`)
  })
}
