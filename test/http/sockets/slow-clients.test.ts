import { expect, test } from 'vitest'
import { greetedSocket, type Lab, type RawSocket, startLab, subscribeMessage } from './lab.js'

const event = (cursor: string) => ({ changed: { cursor, parts: 'x'.repeat(100_000) } })

/** Clients with a subscription each. */
async function subscribed(lab: Lab, count: number): Promise<RawSocket[]> {
  const sockets = await Promise.all(Array.from({ length: count }, () => greetedSocket(lab.wsUrl)))
  for (const socket of sockets) socket.say(subscribeMessage('1'))
  await expect.poll(() => lab.live.open.size).toBe(count)
  return sockets
}

const behind = ({ live }: Lab) => [...live.open].filter(({ isBehind }) => isBehind)

/** Sends events until so many clients are behind. */
async function flood(lab: Lab, count: number): Promise<number> {
  let sent = 0
  for (; behind(lab).length < count; sent++) {
    lab.live.send(event(`${sent}`))
    await new Promise((resolve) => setImmediate(resolve))
  }
  return sent
}

test('a client that takes nothing harms nobody, and is closed', async () => {
  const lab = await startLab({ socketTimes: { patienceMs: 500 } })
  const [slow, ...others] = await subscribed(lab, 4)
  const received = new Map(others.map(({ ws }) => [ws, 0]))
  let taken = 0
  for (const { ws } of others) ws.on('message', () => received.set(ws, (received.get(ws) ?? 0) + 1))
  slow?.ws.on('message', () => taken++)
  slow?.ws.pause()
  const sent = await flood(lab, 1)
  for (let i = 0; i < 300; i++) {
    lab.live.send(event(`${i}`))
    await new Promise((resolve) => setImmediate(resolve))
  }
  await expect.poll(() => [...received.values()]).toEqual(others.map(() => sent + 300))
  await expect.poll(() => lab.live.open.size).toBe(3)
  expect(lab.live.caughtUp).toEqual([])
  slow?.ws.resume()
  // It finds why behind what was sent before, unless it comes too late even for that.
  expect([1013, 1006]).toContain(await slow?.closed)
  // Nothing of the rest was kept for it.
  expect(taken).toBeLessThanOrEqual(sent)
  await expect
    .poll(() => lab.logged.find(({ msg }) => msg === 'socket closed'))
    .toMatchObject({ code: 1013, route: '/graphql' })
  for (const { ws } of others) ws.close()
})

test('a client that was behind is told the newest state once it has taken the rest, and is not taken for dead', async () => {
  const lab = await startLab({ socketTimes: { pingEveryMs: 500 } })
  const [slow] = await subscribed(lab, 1)
  const other = await greetedSocket(lab.wsUrl)
  slow?.ws.pause()
  await flood(lab, 1)
  const [receiver] = behind(lab)
  let pings = 0
  other.ws.on('ping', () => pings++)
  await expect.poll(() => pings, { timeout: 5_000 }).toBe(3)
  slow?.ws.resume()
  await expect.poll(() => lab.live.caughtUp).toEqual([receiver])
  expect(receiver?.isBehind).toBe(false)
  slow?.ws.close()
  other.ws.close()
})

test('a client that takes nothing and asks on is ended', async () => {
  const lab = await startLab()
  const [slow] = await subscribed(lab, 1)
  slow?.ws.pause()
  await flood(lab, 1)
  for (let i = 0; i < 60; i++) slow?.say(subscribeMessage(`${i}-${'i'.repeat(2_000)}`, 'subscription {'))
  await expect.poll(() => lab.live.open.size).toBe(0)
  slow?.ws.resume()
  expect(await slow?.closed).toBe(1006)
})

test('a client that gives no sign of life is ended, and one that does is not', async () => {
  const lab = await startLab({ socketTimes: { pingEveryMs: 100 } })
  const dead = await greetedSocket(lab.wsUrl)
  const alive = await greetedSocket(lab.wsUrl)
  dead.ws.pong = () => {}
  dead.ws.removeAllListeners('ping')
  dead.ws.pause()
  const pings: unknown[] = []
  alive.ws.on('ping', () => pings.push(1))
  await expect.poll(() => pings.length).toBeGreaterThan(4)
  dead.ws.resume()
  expect(await dead.closed).toBe(1006)
  expect(alive.ws.readyState).toBe(alive.ws.OPEN)
  alive.ws.close()
})
