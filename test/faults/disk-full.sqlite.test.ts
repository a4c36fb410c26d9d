import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { figure, timeout, times } from '../support/counts.js'
import { readinessAt } from '../support/gateway-client.js'
import { furnishedDatabase, spawnShop } from '../support/shop-process.js'
import { mountSmallDisk, testOnSmallDisk } from '../support/small-disk.js'
import { expectSound } from '../support/soundness.js'
import { askAdmin, save, upsert } from '../support/writers.js'

testOnSmallDisk(
  'a full disk refuses changes, leaves reading be, and is forgotten once there is room',
  { timeout },
  async () => {
    const disk = mountSmallDisk(times(2, 16))
    const path = join(disk.folder, 'shop.db')
    copyFileSync((await furnishedDatabase()).replace('file:', ''), path)
    const gateway = await spawnShop(`file:${path}`)
    const acknowledged: string[] = []
    const padding = 'x'.repeat(3_000)
    let tries = 0
    const saveOne = async () => {
      const { reference, outcome } = await save(gateway.url, `p-${tries++}`, padding)
      if (outcome === 'CREATED') acknowledged.push(reference)
      return outcome
    }

    const rounds = times(3, 30)
    for (let round = 0; round < rounds; round++) {
      disk.fill(128 + ((37 * round) % 128))
      let outcome = 'CREATED'
      while (outcome === 'CREATED') outcome = await saveOne()
      expect(outcome).toBe('STORAGE_FULL')

      const refused = await upsert(gateway.url, `p-${tries++}`, padding)
      expect(refused).toMatchObject({
        status: 503,
        body: { data: null, errors: [{ extensions: { code: 'STORAGE_FULL', retryAfterMs: 10_000 } }] },
      })
      expect(refused.headers.get('retry-after')).toBe('10')
      const page =
        '{ products(first: 5) { totalCount nodes { name brand { name } } } shop { channels { slug } } }'
      expect(await askAdmin(gateway.url, page)).toMatchObject({
        status: 200,
        body: { data: { products: { totalCount: acknowledged.length } } },
      })
      expect(await readinessAt(gateway.adminUrl)).toMatchObject({ status: 200 })

      disk.free()
      expect(await saveOne()).toBe('CREATED')
    }
    figure(`disk full ${rounds} times: ${tries} tries, ${acknowledged.length} acknowledged, none lost`)
    gateway.signal('SIGTERM')
    expect(await gateway.exit).toBe(0)
    await expectSound(`file:${path}`, acknowledged)
  },
)
