import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { dialect } from '../../src/db/index.js'
import { figure, timeout, times } from '../support/counts.js'
import { testServer } from '../support/database.js'
import { readinessAt } from '../support/gateway-client.js'
import { administer } from '../support/postgres-admin.js'
import { serverUser } from '../support/postgres-programs.js'
import { furnishDatabase, furnishedDatabase, spawnShop } from '../support/shop-process.js'
import { mountSmallDisk, type SmallDisk, testOnSmallDisk } from '../support/small-disk.js'
import { expectSound } from '../support/soundness.js'
import { askAdmin, upsert } from '../support/writers.js'

interface OnSmallDisk {
  readonly disk: SmallDisk
  readonly url: string
}

async function fileOnSmallDisk(): Promise<OnSmallDisk> {
  const disk = mountSmallDisk(times(2, 16))
  const path = join(disk.folder, 'shop.db')
  copyFileSync((await furnishedDatabase()).replace('file:', ''), path)
  return { disk, url: `file:${path}` }
}

/** Its log is elsewhere: without room for that the server itself would end. */
async function tablespaceOnSmallDisk(): Promise<OnSmallDisk> {
  const disk = mountSmallDisk(times(24, 64), serverUser)
  const server = testServer()
  await administer(server, `create tablespace small location '${disk.folder}'`)
  await administer(server, 'create database on_small_disk tablespace small')
  onTestFinished(async () => {
    await administer(server, 'drop database on_small_disk with (force)')
    await administer(server, 'drop tablespace small')
  })
  const url = Object.assign(new URL(server), { pathname: 'on_small_disk' }).href
  await furnishDatabase(url)
  return { disk, url }
}

testOnSmallDisk(
  'a full disk refuses changes, leaves reading be, and is forgotten once there is room',
  { timeout },
  async () => {
    const { disk, url } = await (dialect === 'postgres' ? tablespaceOnSmallDisk : fileOnSmallDisk)()
    const gateway = await spawnShop(url)
    const acknowledged: string[] = []
    const padding = 'x'.repeat(3_000)
    let tries = 0
    const saveOne = async () => {
      const reference = `p-${tries++}`
      const answer = await upsert(gateway.url, reference, padding)
      if (answer.status === 200) acknowledged.push(reference)
      return answer
    }

    const rounds = times(3, 30)
    for (let round = 0; round < rounds; round++) {
      disk.fill(128 + ((37 * round) % 128))
      let answer = await saveOne()
      while (answer.status === 200) answer = await saveOne()
      expect(answer).toMatchObject({
        status: 503,
        body: { data: null, errors: [{ extensions: { code: 'STORAGE_FULL', retryAfterMs: 10_000 } }] },
      })
      expect(answer.headers.get('retry-after')).toBe('10')
      const page =
        '{ products(first: 5) { totalCount nodes { name brand { name } } } shop { channels { slug } } }'
      expect(await askAdmin(gateway.url, page)).toMatchObject({
        status: 200,
        body: { data: { products: { totalCount: acknowledged.length } } },
      })
      expect(await readinessAt(gateway.adminUrl)).toMatchObject({ status: 200 })

      disk.free()
      expect((await saveOne()).status).toBe(200)
    }
    figure(`disk full ${rounds} times: ${tries} tries, ${acknowledged.length} acknowledged, none lost`)
    gateway.signal('SIGTERM')
    expect(await gateway.exit).toBe(0)
    await expectSound(url, acknowledged)
  },
)
