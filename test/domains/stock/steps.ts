import fc from 'fast-check'
import type { TestShop } from '../../support/shop.js'

const anywhere = fc.constantFrom('a', 'b', 'c')
const some = fc.integer({ min: 1, max: 12 })
const sku = fc.constantFrom(0 as const, 1 as const)
const is = <Name extends string>(...names: [Name, ...Name[]]) => fc.constantFrom(...names)

/** Something that happens to the stock of two variants at three locations. */
export const step = fc.oneof(
  fc.record({ do: is('set'), sku, at: anywhere, quantity: fc.nat({ max: 20 }) }),
  fc.record({ do: is('safety'), sku, at: anywhere, quantity: fc.nat({ max: 3 }) }),
  fc.record({ do: is('adjust'), sku, at: anywhere, delta: fc.integer({ min: -9, max: 9 }) }),
  fc.record({ do: is('receive'), sku, at: anywhere, quantity: some }),
  fc.record({ do: is('transfer'), sku, at: anywhere, to: anywhere, quantity: some }),
  fc.record({ do: is('policy'), sku, policy: is('DENY', 'BACKORDER', 'UNTRACKED') }),
  fc.record({ do: is('threshold'), sku, quantity: fc.nat({ max: 4 }) }),
  fc.record({
    do: is('reserve'),
    quantities: fc.tuple(some, some),
    channelId: fc.constantFrom(1, 2),
    oneLocation: fc.boolean(),
  }),
  fc.record({ do: is('commit', 'settle', 'release', 'cancel', 'expire'), nth: fc.nat({ max: 9 }) }),
)
export type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

export interface History {
  readonly skus: readonly [string, string]
  readonly ids: readonly [number, number]
  /** Every reservation that there was. */
  readonly held: string[]
}

/** Lets it happen, or be refused. */
export async function take(shop: TestShop, given: Step, history: History): Promise<void> {
  const { stock, actor, clock } = shop
  if (given.do === 'reserve') return reserve(shop, given, history)
  if (given.do === 'expire') {
    clock.set(new Date(clock.now().getTime() + 500).toISOString())
    await stock.expireDue(actor, clock.now(), () => false)
    return
  }
  if ('nth' in given) {
    const id = history.held[given.nth]
    if (id) await stock[given.do](actor, id)
    return
  }
  const sku = history.skus[given.sku]
  if (given.do === 'policy') {
    const promiseLimit = given.policy === 'BACKORDER' ? { promiseLimit: 5 } : {}
    await stock.savePolicies(actor, { items: [{ sku, policy: given.policy, ...promiseLimit }] })
  } else if (given.do === 'threshold')
    await stock.savePolicies(actor, { items: [{ sku, lowStockThreshold: given.quantity }] })
  else await moveUnits(shop, given, sku)
}

type Move = Extract<Step, { at: string }>

async function moveUnits({ stock, actor }: TestShop, given: Move, sku: string): Promise<void> {
  const { at: location } = given
  if (given.do === 'set') await stock.set(actor, { items: [{ sku, location, quantity: given.quantity }] })
  else if (given.do === 'safety')
    await stock.set(actor, { items: [{ sku, location, safetyStock: given.quantity }] })
  else if (given.do === 'adjust') await stock.adjust(actor, { sku, location, delta: given.delta })
  else if (given.do === 'receive') await stock.receive(actor, { sku, location, quantity: given.quantity })
  else await stock.transfer(actor, { sku, from: location, to: given.to, quantity: given.quantity })
}

async function reserve(
  { stock, actor, clock }: TestShop,
  { quantities, channelId, oneLocation }: Extract<Step, { do: 'reserve' }>,
  { ids, held }: History,
): Promise<void> {
  const reserved = await stock.reserve(actor, {
    channelId,
    lines: ids.map((variantId, i) => ({ variantId, quantity: quantities[i] ?? 1 })),
    expiresAt: new Date(clock.now().getTime() + 1_000),
    strategy: { kind: oneLocation ? 'ONE_LOCATION' : 'BY_PRIORITY' },
  })
  if (reserved.ok) held.push(reserved.value.id)
}
