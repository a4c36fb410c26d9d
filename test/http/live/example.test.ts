import { spawn } from 'node:child_process'
import { expect, test } from 'vitest'
import { startTestGateway } from '../../support/gateway.js'
import { opened } from '../../support/opened.js'
import { furnish, must, shopOf, testClock } from '../../support/shop.js'
import { lay, place, soldVariant } from '../../support/stocked.js'

test('the example shows stock as it changes', async () => {
  const clock = testClock()
  const gateway = await startTestGateway({ clock })
  const shop = shopOf(gateway.db, clock, gateway.services)
  await furnish(shop)
  await soldVariant(shop, 'retort')
  await must(shop.channels.save(shop.actor, { slug: 'eu', quantityDisplayCap: 10 }))
  await must(shop.stock.saveLocation(shop.actor, place('depot')))
  await lay(shop, 'retort', 'depot', 7)
  const example = spawn(process.execPath, ['examples/watch-stock.mjs', 'retort', gateway.url])
  opened.add({ close: async () => void example.kill() })
  let output = ''
  for (const stream of [example.stdout, example.stderr])
    stream.on('data', (text) => {
      output += text
    })
  await expect.poll(() => output, { timeout: 10_000 }).toMatch(/now +retort +IN_STOCK +7 /)
  await lay(shop, 'retort', 'depot', 0)
  await expect.poll(() => output, { timeout: 10_000 }).toMatch(/changed +retort +OUT +0 /)
  await lay(shop, 'retort', 'depot', 50)
  await expect.poll(() => output, { timeout: 10_000 }).toMatch(/changed +retort +IN_STOCK +many /)
})
