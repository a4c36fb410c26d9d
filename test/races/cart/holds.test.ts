import fc from 'fast-check'
import { expect, test } from 'vitest'
import { systemActor } from '../../../src/domains/audit/index.js'
import { cartOf, type HeldCart, newCart } from '../../support/carts.js'
import { timeout, times } from '../../support/counts.js'
import { refusedBy } from '../../support/customers.js'
import { must, openTestShop, type TestShop } from '../../support/shop.js'
import { lay, ledgerFaults, place, soldVariant } from '../../support/stocked.js'

async function openScarceShop(skus: readonly string[], quantity: number) {
  const shop = await openTestShop()
  await must(shop.stock.saveLocation(shop.actor, place('vault')))
  const variants: number[] = []
  for (const sku of skus) {
    variants.push(await soldVariant(shop, sku))
    await lay(shop, sku, 'vault', quantity)
    await must(shop.stock.savePolicies(shop.actor, { items: [{ sku, reserveInCartMinutes: 10 }] }))
  }
  return { shop, variants }
}

const reservedOf = async (shop: TestShop, variantIds: readonly number[]) =>
  (await shop.stock.exact(variantIds)).map(({ levels }) =>
    levels.reduce((sum, { reserved }) => sum + reserved, 0),
  )

test('of 50 carts that want one of 10 units each, 10 hold one, and the others are told so', async () => {
  const { shop, variants } = await openScarceShop(['flask'], 10)
  const [variantId = 0] = variants
  const carts: HeldCart[] = []
  for (let i = 0; i < 50; i++) carts.push(await newCart(shop))
  const lines = [{ variantId, quantity: 1 }]
  const results = await Promise.all(
    carts.map(({ holder, id }) => shop.carts.addLines(holder, { cartId: id, lines })),
  )
  expect(results.filter(({ ok }) => ok)).toHaveLength(10)
  for (const result of results)
    if (!result.ok) expect(refusedBy(result)).toEqual(['INSUFFICIENT_STOCK lines.0.quantity'])
  expect(await reservedOf(shop, variants)).toEqual([10])
  const held = await Promise.all(carts.map(async (cart) => (await cartOf(shop, cart)).lines.length))
  expect(held.filter((count) => count === 1)).toHaveLength(10)
  expect(await ledgerFaults(shop)).toEqual([])
})

const step = fc.record({
  cart: fc.nat({ max: 3 }),
  variant: fc.nat({ max: 1 }),
  quantity: fc.nat({ max: 4 }),
  minutes: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat({ max: 12 }) }),
  isNoticed: fc.boolean(),
})

test('whatever carts do at once, and whatever is over meanwhile, they hold together what is reserved', {
  timeout,
}, async () => {
  const { shop, variants } = await openScarceShop(['retort', 'alembic'], 7)
  const notice = () => shop.stock.expireDue(systemActor('schedule'), shop.clock.now(), () => false)
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { maxLength: 8 }),
      async (rounds) => {
        const carts: HeldCart[] = []
        for (let i = 0; i < 4; i++) carts.push(await newCart(shop))
        for (const round of rounds) {
          await Promise.all(
            round.map((one) => change(carts[one.cart], variants[one.variant] ?? 0, one.quantity)),
          )
          const minutes = Math.max(...round.map((one) => one.minutes))
          shop.clock.set(new Date(shop.clock.now().getTime() + minutes * 60_000).toISOString())
          if (round.some(({ isNoticed }) => isNoticed)) await notice()
          expect(await ledgerFaults(shop)).toEqual([])
        }
        await notice()
        const held = await Promise.all(
          variants.map(async (id) => {
            const ofCarts = await Promise.all(carts.map(async (cart) => heldBy(await cartOf(shop, cart), id)))
            return ofCarts.reduce((sum, units) => sum + units, 0)
          }),
        )
        expect(await reservedOf(shop, variants)).toEqual(held)
        for (const units of held) expect(units).toBeLessThanOrEqual(7)
        for (const { id } of carts) await shop.db.write((tx) => shop.carts.releaseHold(tx, id))
        expect(await reservedOf(shop, variants)).toEqual([0, 0])
      },
    ),
    { numRuns: times(10, 300) },
  )

  function heldBy({ lines }: Awaited<ReturnType<typeof cartOf>>, variantId: number): number {
    const line = lines.find((one) => one.variantId === variantId)
    return line?.heldUntil && line.heldUntil > shop.clock.now() ? line.quantity : 0
  }

  async function change(cart: HeldCart | undefined, variantId: number, quantity: number): Promise<void> {
    if (!cart) return
    const { lines } = await cartOf(shop, cart)
    const line = lines.find((one) => one.variantId === variantId)
    const { holder, id: cartId } = cart
    const result = line
      ? await shop.carts.updateLines(holder, { cartId, lines: [{ lineId: line.id, quantity }] })
      : await shop.carts.addLines(holder, { cartId, lines: [{ variantId, quantity: quantity + 1 }] })
    if (!result.ok)
      for (const reason of refusedBy(result))
        expect(reason).toMatch(/^(INSUFFICIENT_STOCK|NOT_FOUND) lines\.0\./)
  }
})
