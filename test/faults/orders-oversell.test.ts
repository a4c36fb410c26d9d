import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createServices } from '../../src/app/build-services.js'
import { systemClock } from '../../src/kernel/clock.js'
import { globalId } from '../../src/kernel/ids.js'
import { figure, timeout, times } from '../support/counts.js'
import { openAgain } from '../support/database.js'
import {
  furnishForOrders,
  orderFaults,
  placing,
  readyCart,
  stockedVariant,
  unitsOf,
} from '../support/orders.js'
import { shopOf, testClock } from '../support/shop.js'
import { furnishedDatabase, spawnShop } from '../support/shop-process.js'

const buyers = times(40, 500)
const units = times(12, 100)
const kills = times(3, 20)

interface Answer {
  readonly __typename: string
  readonly replayed?: boolean
  readonly order?: { readonly number: string }
}

async function gatewayOf(url: string) {
  let gateway = await spawnShop(url)
  return {
    now: () => gateway,
    async kill() {
      gateway.signal('SIGKILL')
      await gateway.exit
      gateway = await spawnShop(url)
    },
  }
}

const document = `mutation ($input: OrderPlaceInput!) { orderPlace(input: $input) {
  __typename ... on OrderPlacePayload { replayed order { number } } } }`

/** Asks with the same key until there is an answer, here or there. */
async function insist(urlOf: (tries: number) => string, token: string, input: object): Promise<Answer> {
  for (let tries = 0; ; tries++) {
    const answer = await fetch(`${urlOf(tries)}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'athanor-cart': token },
      body: JSON.stringify({ query: document, variables: { input } }),
    })
      .then(async (response) => (await response.json()) as { data?: { orderPlace?: Answer } })
      .catch(() => null)
    if (answer?.data?.orderPlace) return answer.data.orderPlace
    await sleep(30)
  }
}

test(
  'of buyers at two gateways that are killed so many get an order as there are units, and what was answered is so',
  async () => {
    const url = await furnishedDatabase()
    const db = await openAgain(url)
    const shop = shopOf(db, testClock(), createServices({ db, clock: systemClock }))
    await furnishForOrders(shop)
    const variantId = await stockedVariant(shop, 'last', units)
    const calls: { token: string; input: Record<string, unknown> }[] = []
    for (let i = 0; i < buyers; i++) {
      const held = await readyCart(shop, [{ variantId, quantity: 1 }])
      const input = { ...(await placing(shop, held)), cartId: globalId('Cart', held.id) }
      calls.push({ token: held.holder.token ?? '', input })
    }
    const gateways = [await gatewayOf(url), await gatewayOf(url)] as const
    const urlOf = (i: number) => (i % 2 === 0 ? gateways[0] : gateways[1]).now().url
    const answers = Promise.all(
      calls.map(({ token, input }, i) => insist((tries) => urlOf(i + tries), token, input)),
    )
    for (let i = 0; i < kills; i++) {
      await sleep(20 + Math.random() * 150)
      await gateways[i % 2 === 0 ? 0 : 1].kill()
      expect(await db.snapshot((on) => orderFaults({ ...shop, db: { ...db, read: on } }))).toEqual([])
    }
    const told = await answers
    const numbers = told.flatMap(({ order }) => order?.number ?? [])
    expect(new Set(numbers).size).toBe(units)
    expect(numbers).toHaveLength(units)
    expect(await unitsOf(shop)).toEqual({ sold: units, held: 0 })
    expect(await orderFaults(shop)).toEqual([])
    for (const gateway of gateways) gateway.now().signal('SIGTERM')
    for (const gateway of gateways) expect(await gateway.now().exit).toBe(0)
    figure(`${units} of ${buyers} got one, ${told.filter(({ replayed }) => replayed).length} asked again`)
  },
  timeout,
)
