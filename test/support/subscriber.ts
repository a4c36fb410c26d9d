import { type ExecutionResult, type GraphQLSchema, parse, validate } from 'graphql'
import { expect } from 'vitest'
import { createResolvers } from '../../src/app/build-resolvers.js'
import { buildSchemas } from '../../src/app/build-schema.js'
import type { Services } from '../../src/app/build-services.js'
import type { Incoming } from '../../src/http/context.js'
import type { Live, Receiver, Subscribed } from '../../src/http/sockets/live.js'
import { createContext } from '../../src/resolvers/context.js'
import { times } from './counts.js'
import { adminKey } from './gateway.js'

// What a test expects of an event is its own to know.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Data = any

const patienceMs = times(10_000, 60_000)

/** A client that takes events, as fast as it is told to. */
export class Subscriber implements Receiver {
  readonly events: Data[] = []
  readonly results: Data[] = []
  isBehind = false
  subscribed: Subscribed | null = null
  readonly #waiting = new Set<(onFailure: (error: unknown) => void) => void>()

  next(text: string): void {
    if (this.isBehind) throw new Error('It was told something while it was behind')
    const result = JSON.parse(text)
    this.results.push(result)
    this.events.push(result.data && Object.values(result.data)[0])
    for (const look of this.#waiting) look(() => {})
  }

  get last(): Data {
    return this.events.at(-1)
  }

  /** Waits until so many events have come. */
  async has(count: number): Promise<Data[]> {
    await this.#until(() => expect(this.events.length).toBeGreaterThanOrEqual(count))
    return this.events
  }

  /** Waits until the last event is like this. */
  sees(expected: object): Promise<void> {
    return this.#until(() => expect(this.last).toMatchObject(expected))
  }

  #until(holds: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => look(reject), patienceMs)
      const look = (onFailure: (error: unknown) => void) => {
        try {
          holds()
        } catch (error) {
          return onFailure(error)
        }
        clearTimeout(timer)
        this.#waiting.delete(look)
        resolve()
      }
      this.#waiting.add(look)
      look(() => {})
    })
  }

  caughtUp(): void {
    this.isBehind = false
    this.subscribed?.caughtUp()
  }

  end(): void {
    this.subscribed?.end()
  }
}

interface Source {
  readonly live: Live
  readonly services: Services
}
interface How {
  readonly variables?: Readonly<Record<string, unknown>>
  readonly headers?: Readonly<Record<string, string>>
  readonly receiver?: Subscriber
}

/** Subscribes as the transport does. `staff` come with the admin key, to the whole schema. */
export interface Subscribing {
  subscribe(query: string, how?: How): Promise<Subscriber>
  staff(query: string, how?: How): Promise<Subscriber>
  /** The errors of one that is refused. */
  refused(query: string, how?: How): Promise<Data[]>
}

const quiet = { trace() {}, debug() {}, info() {}, warn() {}, error() {}, fatal() {} }

export async function subscribing({ live, services }: Source): Promise<Subscribing> {
  const schemas = await buildSchemas(createResolvers(services))
  const contextFor = createContext({ ...services, caughtUp: async () => null, entities: null })
  let asked = 0

  async function ask(
    schema: GraphQLSchema,
    query: string,
    { variables = {}, headers = {} }: How,
    to: Receiver,
  ) {
    const document = parse(query)
    expect(validate(schema, document)).toEqual([])
    const operation = document.definitions.find((one) => one.kind === 'OperationDefinition')
    if (operation?.kind !== 'OperationDefinition') throw new Error('There is no operation')
    const incoming = { id: `live-${++asked}`, headers, log: quiet, outcome: {} } as unknown as Incoming
    const context = await contextFor(incoming)
    return live.subscribe({ schema, document, operation, variables, context }, to)
  }

  async function subscribe(schema: GraphQLSchema, query: string, how: How): Promise<Subscriber> {
    const subscriber = how.receiver ?? new Subscriber()
    const answer = await ask(schema, query, how, subscriber)
    if (!isSubscribed(answer)) throw new Error(JSON.stringify(answer))
    subscriber.subscribed = answer
    return subscriber
  }

  return {
    subscribe: (query, how = {}) => subscribe(schemas.public, query, how),
    staff: (query, how = {}) =>
      subscribe(schemas.admin, query, {
        ...how,
        headers: { authorization: `Bearer ${adminKey}`, ...how.headers },
      }),
    async refused(query, how = {}) {
      const answer = await ask(schemas.admin, query, how, new Subscriber())
      if (isSubscribed(answer)) throw new Error('It was not refused')
      return JSON.parse(JSON.stringify(answer.errors))
    },
  }
}

const isSubscribed = (answer: Subscribed | ExecutionResult): answer is Subscribed => 'caughtUp' in answer
