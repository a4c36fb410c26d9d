import { Agent, request } from 'node:http'
import { json } from 'node:stream/consumers'
import { expect } from 'vitest'
import { type GatewayProcess, spawnGateway } from './gateway-process.js'

const adminKey = 'the-admin-key-of-the-tests-has-32-characters'

/** A gateway of two processes. */
export const startTwo = async (url: string, settings: Record<string, string> = {}, inject = '') =>
  spawnGateway({ env: settingsOfTwo(url, settings), inject })

export const settingsOfTwo = (url: string, settings: Record<string, string> = {}) => ({
  ...{ DATABASE_URL: url, WORKERS: '2', ATHANOR_ADMIN_KEY: adminKey },
  ...settings,
})

type Line = Readonly<Record<string, unknown>>

/** The lines that its processes have logged. */
export const logged = (gateway: GatewayProcess): Line[] =>
  gateway
    .output()
    .split('\n')
    .flatMap((line) => (line.startsWith('{') && line.endsWith('}') ? JSON.parse(line) : []))

/** The process that logged a line with these fields. */
export async function pidOf(gateway: GatewayProcess, fields: Line): Promise<number> {
  const find = () =>
    logged(gateway).find((line) => Object.entries(fields).every(([name, value]) => line[name] === value))
  await expect.poll(find, { timeout: 10_000 }).toBeDefined()
  return Number(find()?.pid)
}

export interface Client {
  /** The process that answers it. */
  readonly pid: number
  ask(query: string): Promise<unknown>
}

/** A client with one connection, so that one process answers all it asks. */
export async function connect(gateway: GatewayProcess): Promise<Client> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${adminKey}` }
  const ask = (query: string, id = 'asked-by-a-test') =>
    new Promise<unknown>((resolve, reject) => {
      const options = { method: 'POST', agent, headers: { ...headers, 'x-request-id': id } }
      request(`${gateway.url}/admin/graphql`, options, (answer) => resolve(json(answer)))
        .on('error', reject)
        .end(JSON.stringify({ query }))
    })
  const requestId = `first-${Math.random()}`
  await ask('{ __typename }', requestId)
  return { pid: await pidOf(gateway, { requestId, msg: 'request' }), ask }
}

/** A client of a process that is not this one. */
export async function connectToAnother(gateway: GatewayProcess, pid: number): Promise<Client> {
  for (;;) {
    const client = await connect(gateway)
    if (client.pid !== pid) return client
  }
}

/** A client of each of the two processes. */
export async function connectToBoth(gateway: GatewayProcess): Promise<readonly [Client, Client]> {
  const first = await connect(gateway)
  return [first, await connectToAnother(gateway, first.pid)]
}
