import { isDeepStrictEqual } from 'node:util'
import { appendFacts, attempt, type Database, type ReadHandle, takeTurn } from '../../db/index.js'
import type { Clock } from '../../kernel/clock.js'
import { inBestLocale } from '../../kernel/locale.js'
import { isDuring } from '../../kernel/period.js'
import type { Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import type { Actor, Audit } from '../audit/index.js'
import type { Channels } from '../channels/index.js'
import type { Stock } from '../stock/index.js'
import { methodAfter, methodProblems } from './rules/method.js'
import { insertMethod, readMethods, readState, updateMethod } from './store.js'
import type { ShippingMethod, ShippingMethodInput, StoredMethod } from './types.js'

/** Who wants something delivered, and when. */
export interface MethodsWanted {
  readonly channelId: number
  readonly at: Date
  /** Locales to name them in, best first. */
  readonly localeChain: readonly string[]
}

export interface Delivery {
  /** What a channel offers at an instant, in its order, wherever it delivers to and whatever it takes. */
  methodsFor(wanted: MethodsWanted, on?: ReadHandle): Promise<readonly ShippingMethod[]>
  /** All of them, in their order. */
  methods(): Promise<readonly StoredMethod[]>
  /** Creates or changes a way of delivery. What is there already leaves nothing behind. */
  save(actor: Actor, input: ShippingMethodInput): Promise<Result<StoredMethod, Problem>>
}

interface Dependencies {
  readonly db: Database
  readonly clock: Clock
  readonly audit: Audit
  readonly channels: Pick<Channels, 'all'>
  readonly stock: Pick<Stock, 'locations'>
}

export function createDelivery(dependencies: Dependencies): Delivery {
  const { db } = dependencies
  // A method may have thousands of postal codes, which every look at a cart needs and which hardly ever change.
  let known: { readonly state: string; readonly methods: readonly StoredMethod[] } | null = null
  async function allMethods(on: ReadHandle): Promise<readonly StoredMethod[]> {
    const state = await readState(on)
    if (known?.state === state) return known.methods
    const methods = await readMethods(on)
    known = { state, methods }
    return methods
  }
  return {
    async methodsFor({ channelId, at, localeChain }, on = db.read) {
      const methods = await allMethods(on)
      const offered = methods.filter(
        (method) => method.isEnabled && method.channelIds.includes(channelId) && isDuring(method, at),
      )
      return offered.map((method) => offeredMethod(method, localeChain))
    },
    methods: () => readMethods(db.read),
    save: (actor, input) => saveMethod(dependencies, actor, input),
  }
}

const offeredMethod = (
  { handle, kind, areas, rates, freeFromMinor, taxCategory, locationId, times, names }: StoredMethod,
  chain: readonly string[],
): ShippingMethod => ({
  ...{ handle, kind, areas, rates, freeFromMinor, taxCategory, locationId, times },
  name: inBestLocale(names, chain)?.value ?? handle,
  categoryRule: null,
})

async function saveMethod(
  { db, clock, audit, channels, stock }: Dependencies,
  actor: Actor,
  input: ShippingMethodInput,
): Promise<Result<StoredMethod, Problem>> {
  const places = await stock.locations()
  const locations = new Map(places.map((place) => [place.externalReference, place.id]))
  return attempt(db, async (tx) => {
    await takeTurn(tx, 'shippingMethod')
    const around = { channels: await channels.all(tx), locations }
    const known = await readMethods(tx)
    const problems = methodProblems(known, input, around)
    if (problems.length > 0) return rejected(problems)
    const stored = known.find(({ handle }) => handle === input.handle) ?? null
    const after = methodAfter(stored, input, around)
    const {
      id: _,
      version = 0,
      createdAt,
      updatedAt: __,
      ...before
    } = stored ?? ({} as Partial<StoredMethod>)
    if (stored && isDeepStrictEqual(before, after)) return ok(stored)
    const now = clock.now()
    const content = { ...after, version: version + 1, createdAt: createdAt ?? now, updatedAt: now }
    const id = stored?.id ?? (await insertMethod(tx, content))
    if (stored) await updateMethod(tx, { id, ...content })
    await audit.append(tx, {
      ...{ actor, action: 'shippingMethodSave', entity: 'ShippingMethod', entityId: String(id) },
      before: stored && before,
      after,
    })
    const body = { handle: after.handle }
    await appendFacts(tx, [{ kind: 'delivery.saved', aggregate: `shippingMethod:${id}`, body }], now)
    return ok({ id, ...content })
  })
}
