import { once } from 'node:events'
import { WebSocket } from 'ws'
import { carryOut } from '../processes/child.js'

export interface SocketOrder {
  /** Opens sockets that subscribe; else the next event of each is waited for. */
  readonly open?: {
    readonly url: string
    readonly count: number
    readonly query: string
    readonly variables: object
  }
}

/** When each socket had its event, in milliseconds of the machine's clock. */
export type Arrivals = readonly number[]

const openAtOnce = 50
const all: WebSocket[] = []
let expected = 0
let arrivals: number[] = []
let arrived = () => {}

function take(text: Buffer): void {
  // `{"id":"1","type":"next"`
  if (!text.subarray(0, 40).includes('next')) return
  arrivals.push(performance.timeOrigin + performance.now())
  if (arrivals.length >= expected) arrived()
}

async function open({ url, query, variables }: NonNullable<SocketOrder['open']>): Promise<void> {
  const socket = new WebSocket(url, 'graphql-transport-ws')
  all.push(socket)
  await once(socket, 'open')
  socket.send('{"type":"connection_init"}')
  await once(socket, 'message')
  socket.on('message', take)
  socket.on('close', (code) => {
    throw new Error(`A socket was closed with ${code}.`)
  })
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query, variables } }))
}

// A process of its own, so that its CPU time is not the server's.
carryOut<SocketOrder, Arrivals>(async ({ open: wanted }) => {
  arrivals = []
  expected = wanted ? wanted.count : all.length
  const done = new Promise<void>((resolve) => {
    arrived = resolve
  })
  for (let begun = 0; wanted && begun < wanted.count; begun += openAtOnce)
    await Promise.all(Array.from({ length: Math.min(openAtOnce, wanted.count - begun) }, () => open(wanted)))
  await done
  return arrivals
})
