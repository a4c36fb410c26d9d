import { type ChannelStock, type Crossing, crossedFor } from '../../domains/stock/index.js'
import { keyOf } from '../../kernel/ids.js'
import { InputError } from '../../kernel/input-error.js'
import type { StockEventsArguments } from '../../schema/stock/events.js'
import type { RequestContext } from '../context.js'
import type { Feed, ToldFact, Topic } from '../occasion.js'

const mostVariants = 100

/** Which variants a subscription is about: these, or those of a product. Ids that name nothing are left out. */
export type StockSubject = { readonly variantIds: readonly number[] } | { readonly productId: number }

export function stockSubject({ variantIds, productId }: StockEventsArguments): StockSubject {
  if ((variantIds == null) === (productId == null))
    throw new InputError(['variantIds'], 'Give `variantIds` or `productId`, and not both.')
  if (variantIds == null) return { productId: keyOf('Product', productId ?? '') ?? 0 }
  if (variantIds.length > mostVariants)
    throw new InputError(
      ['variantIds'],
      `\`variantIds\` has ${variantIds.length} entries; at most ${mostVariants} are allowed.`,
    )
  return { variantIds: [...new Set(variantIds.flatMap((id) => keyOf('ProductVariant', id) ?? []))] }
}

const topicsOf = (subject: StockSubject): Topic[] =>
  'productId' in subject
    ? [`stock-of:${subject.productId}`]
    : subject.variantIds.map((id): Topic => `stock:${id}`)

/** What the channel was told of the subject's variants when they crossed a threshold. */
export function crossed(fact: ToldFact, subject: StockSubject, { audience }: RequestContext): ChannelStock[] {
  if (fact.kind !== 'stock.availabilityChanged') return []
  const { crossings } = fact.body as unknown as { readonly crossings: readonly Crossing[] }
  const isAsked = ({ productId, variantId }: Crossing) =>
    'productId' in subject ? subject.productId === productId : subject.variantIds.includes(variantId)
  return crossings.filter(isAsked).flatMap((crossing) => crossedFor(crossing, audience.channel.id) ?? [])
}

/** Every crossing that another one of the same variant has followed: the last is what is so by now. */
export const stockFeed: Feed<RequestContext> = {
  topics: (args) => topicsOf(stockSubject(args)),
  steps(facts, args, context) {
    const subject = stockSubject(args)
    const later = new Set<number>()
    return facts
      .toReversed()
      .filter((fact) => {
        const ids = crossed(fact, subject, context).map(({ variantId }) => variantId)
        const isFollowed = ids.some((id) => later.has(id))
        for (const id of ids) later.add(id)
        return isFollowed
      })
      .reverse()
  },
}

/** Staff are shown what lies there now. */
export const stockLevelsFeed: Feed<RequestContext> = {
  topics: (args) => topicsOf(stockSubject(args)),
  steps: () => [],
}
