import { expect, test, vi } from 'vitest'
import { Follower } from '../../../src/http/live/follower.js'
import { globalId } from '../../../src/kernel/ids.js'
import { openAgain } from '../../support/database.js'
import { startTestGateway } from '../../support/gateway.js'
import { must } from '../../support/shop.js'
import { startTestShop } from '../../support/shop-api.js'
import { lay, place, soldVariant } from '../../support/stocked.js'
import { subscribing } from '../../support/subscriber.js'

const stockChanged = `subscription ($ids: [ID!], $since: String) { stockChanged(variantIds: $ids, since: $since) {
  cursor snapshot variants { quantityAvailable } } }`

/** Has the next look stop once it has seen what there is. */
function holdNextLook(): { readonly held: Promise<void>; release(): void } {
  let [onHeld, release] = [() => {}, () => {}]
  const held = new Promise<void>((resolve) => {
    onHeld = resolve
  })
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  const { look } = Follower.prototype
  const spy = vi.spyOn(Follower.prototype, 'look').mockImplementationOnce(async function (
    this: Follower,
    on,
  ) {
    const found = await look.call(this, on)
    spy.mockRestore()
    onHeld()
    await released
    return found
  })
  return { held, release: () => release() }
}

test('a client that comes from a gateway that was quicker goes on from where it was', async () => {
  const shop = await startTestShop()
  const ids = [globalId('ProductVariant', await soldVariant(shop, 'retort'))]
  await must(shop.channels.save(shop.actor, { slug: 'eu', quantityDisplayCap: 1_000 }))
  await must(shop.stock.saveLocation(shop.actor, place('depot')))
  await lay(shop, 'retort', 'depot', 5)
  const other = await startTestGateway({ clock: shop.clock, db: await openAgain(shop.db.url) })
  const quick = await subscribing({ live: shop.live, services: shop })
  const slow = await subscribing({ live: other.live, services: other.services })
  const client = await quick.subscribe(stockChanged, { variables: { ids } })
  await client.sees({ snapshot: true })

  const { held, release } = holdNextLook()
  const somebody = slow.subscribe(stockChanged, { variables: { ids } })
  await held
  await lay(shop, 'retort', 'depot', 7)
  await client.sees({ variants: [{ quantityAvailable: 7 }] })
  client.end()
  const back = slow.subscribe(stockChanged, { variables: { ids, since: client.last.cursor } })
  await new Promise(setImmediate)
  release()

  await (await somebody).sees({ variants: [{ quantityAvailable: 7 }] })
  await (await back).sees({ snapshot: false, variants: [{ quantityAvailable: 7 }] })
  expect((await back).events.map(({ snapshot }) => snapshot)).not.toContain(true)
})
