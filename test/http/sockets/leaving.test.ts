import { expect, test } from 'vitest'
import { greetedSocket, rawSocket, startLab, subscribeMessage } from './lab.js'

test('a gateway that stops sends its sockets elsewhere, and waits for nobody who does not go', async () => {
  const lab = await startLab()
  const sockets = await Promise.all([1, 2, 3].map(() => greetedSocket(lab.wsUrl)))
  for (const socket of sockets) socket.say(subscribeMessage('1'))
  const deaf = await greetedSocket(lab.wsUrl)
  deaf.ws.pause()
  const young = await rawSocket(lab.wsUrl)
  await expect.poll(() => lab.live.open.size).toBe(3)
  const startMs = performance.now()
  await lab.stop()
  // The usual time for a socket to close is five seconds.
  expect(performance.now() - startMs).toBeLessThan(4_000)
  for (const { closed } of [...sockets, young]) expect(await closed).toBe(1001)
  expect(lab.live.open.size).toBe(0)
  deaf.ws.resume()
  await deaf.closed
})
