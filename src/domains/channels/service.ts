import { LRUCache } from 'lru-cache'
import { appendFacts, attempt, type Database, type ReadHandle } from '../../db/index.js'
import type { Clock } from '../../kernel/clock.js'
import type { Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import type { Actor, Audit } from '../audit/index.js'
import { recent } from './recent.js'
import { audienceOf } from './rules/audience.js'
import { shopNameProblems } from './rules/channel.js'
import { saveChannel } from './save-channel.js'
import { selectChannels, selectShopName, takeTurn, writeShopName } from './store.js'
import type { Audience, AudienceRequest, Channel, ChannelInput, Shop } from './types.js'

export interface Channels {
  /** Every channel in the order of creation, as `on` sees them; as committed when it is left out. */
  all(on?: ReadHandle): Promise<readonly Channel[]>
  /** As `on` sees it; as committed when it is left out. */
  shopName(on?: ReadHandle): Promise<string>
  /**
   * Whom an answer is for (see `audienceOf`), without a query on most requests. It knows a channel saved here at once,
   * and one saved by another process after a second at most.
   */
  resolveAudience(request: AudienceRequest): Promise<Result<Audience, Problem>>
  /** Has the next audience worked out from what is stored then: to be called when another process changed a channel. */
  forget(): void
  /**
   * Creates or changes a channel, with a `channel.saved` fact for it and for one that stops being the default. What is
   * there already leaves nothing behind.
   */
  save(actor: Actor, input: ChannelInput): Promise<Result<Channel, Problem>>
  /** Names the shop, with a `shop.saved` fact when it had another name. */
  saveShop(actor: Actor, input: Shop): Promise<Result<Shop, Problem>>
}

const audienceMaxAgeMs = 1_000
const mostAudiences = 1_000

interface Dependencies {
  readonly db: Database
  readonly clock: Clock
  readonly audit: Audit
}

export function createChannels({ db, clock, audit }: Dependencies): Channels {
  const known = recent(audienceMaxAgeMs, async () => audiencesOf(await selectChannels(db.read)))

  return {
    all: (on = db.read) => selectChannels(on),
    shopName: (on = db.read) => selectShopName(on),
    resolveAudience: async (request) => (await known.get())(request),
    forget: () => known.forget(),
    async save(actor, input) {
      const result = await attempt(db, (tx) => saveChannel(tx, audit, actor, input, clock.now()))
      known.forget()
      return result
    },
    saveShop: (actor, { name }) =>
      attempt(db, async (tx) => {
        const problems = shopNameProblems(name)
        if (problems.length > 0) return rejected(problems)
        await takeTurn(tx)
        const before = await selectShopName(tx)
        const after = { name: name.trim() }
        if (after.name === before) return ok(after)
        await writeShopName(tx, after.name)
        await audit.append(tx, {
          actor,
          action: 'shopSave',
          entity: 'Shop',
          entityId: 'shop',
          before: { name: before },
          after,
        })
        await appendFacts(tx, [{ kind: 'shop.saved', aggregate: 'shop', body: {} }], clock.now())
        return ok(after)
      }),
  }
}

/** Works each audience out once: few ask for anything else than those before them. */
function audiencesOf(channels: readonly Channel[]): (request: AudienceRequest) => Result<Audience, Problem> {
  const known = new LRUCache<string, Result<Audience, Problem>>({ max: mostAudiences })
  return (request) => {
    const { channel, country, currency, locale, acceptLanguage, priceGroup } = request
    const key = JSON.stringify([channel, country, currency, locale, acceptLanguage, priceGroup])
    const found = known.get(key) ?? audienceOf(channels, request)
    known.set(key, found)
    return found
  }
}
