import { createReadStream } from 'node:fs'
import type { Services } from '../app/build-services.js'
import { CommandError } from './explained.js'

const demoShop = new URL('./demo/alchemy-shop.ndjson', import.meta.url)

/** Brings the demo shop in. A record of it that is there already is brought back to what the demo says. */
export async function seed({ feeds }: Pick<Services, 'feeds'>): Promise<void> {
  const { readFeed } = await import('../domains/feeds/index.js')
  const { systemActor } = await import('../domains/audit/index.js')
  await feeds.import({
    actor: systemActor('seed'),
    entries: readFeed(createReadStream(demoShop), null, 'ndjson'),
    fingerprint: null,
    async rejected([first]) {
      const [problem] = first?.problems ?? []
      throw new CommandError(
        `The demo shop does not fit: line ${first?.line}, ${problem?.field}: ${problem?.message}`,
      )
    },
  })
}

/** Answers whether it did anything. */
export async function seedIfEmpty(services: Pick<Services, 'feeds'>): Promise<boolean> {
  const empty = await services.feeds.isShopEmpty()
  if (empty) await seed(services)
  return empty
}
