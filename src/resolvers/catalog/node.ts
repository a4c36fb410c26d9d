import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql'
import type { Carts } from '../../domains/cart/index.js'
import type { Channels } from '../../domains/channels/index.js'
import type { Customers } from '../../domains/customers/index.js'
import type { Orders } from '../../domains/orders/index.js'
import { keyOf, parseGlobalId } from '../../kernel/ids.js'
import { InputError } from '../../kernel/input-error.js'
import { presentMedia } from '../../schema/catalog/media.js'
import { Node } from '../../schema/common.js'
import { Costs } from '../../schema/costs.js'
import { Public } from '../../schema/public.js'
import { Location } from '../../schema/stock/location.js'
import { ownCartNode } from '../cart/own-cart.js'
import type { RequestContext } from '../context.js'
import { ownNode } from '../customers/customer.js'
import { ownOrderNode } from '../orders/own-order.js'
import { brandOf, categoryOf, visibleProduct, visibleVariant } from './find.js'

const mostNodes = 100

@Resolver()
export class NodeResolver {
  constructor(
    readonly channels: Channels,
    private readonly customers: Customers,
    readonly carts: Carts,
    private readonly orders: Orders,
  ) {}

  @Public()
  @Query(() => Node, {
    nullable: true,
    description: 'Anything with an id; null when there is no such thing or you may not see it.',
  })
  node(
    @Arg('id', () => ID, { description: 'The global id that a field `id` gave.' }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<Node | null> {
    return this.find(id, context)
  }

  @Public()
  @Costs({ entriesOf: 'ids' })
  @Query(() => [Node], {
    nullable: 'items',
    description: 'The same for up to 100 ids, in their order.',
  })
  nodes(
    @Arg('ids', () => [ID], { description: 'Global ids, at most 100.' }) ids: string[],
    @Ctx() context: RequestContext,
  ): Promise<(Node | null)[]> {
    if (ids.length > mostNodes)
      throw new InputError(['ids'], `\`ids\` has ${ids.length} entries; at most ${mostNodes} are allowed.`)
    return Promise.all(ids.map((id) => this.find(id, context)))
  }

  private async find(id: string, context: RequestContext): Promise<Node | null> {
    const type = parseGlobalId(id)?.type
    if (type === 'Customer' || type === 'CustomerAddress') return ownNode(this.customers, context, type, id)
    if (type === 'Cart' || type === 'CartLine') return ownCartNode(this, context, id)
    if (type === 'Order' || type === 'OrderLine' || type === 'Payment')
      return ownOrderNode(this.orders, context, id)
    const key = type ? keyOf(type, id) : null
    if (key === null) return null
    switch (type) {
      case 'Product':
        return visibleProduct(context, key)
      case 'ProductVariant':
        return visibleVariant(context, key)
      case 'Category':
        return categoryOf(context, key)
      case 'Brand':
        return brandOf(context, key)
      case 'Channel':
        return this.channel(key)
      case 'Location':
        return this.location(key, context)
      case 'MediaImage':
      case 'MediaVideo':
        return this.media(key, type === 'MediaImage' ? 'IMAGE' : 'VIDEO', context)
      default:
        return null
    }
  }

  private async channel(id: number): Promise<Node | null> {
    const channel = (await this.channels.all()).find((one) => one.id === id)
    return channel ? Object.assign({ __typename: 'Channel' }, channel) : null
  }

  private async location(id: number, { loaders, audience }: RequestContext): Promise<Node | null> {
    const found = (await loaders.nearLocations(null)).find(({ location }) => location.id === id)
    return found ? new Location(found.location, audience.localeChain) : null
  }

  private async media(id: number, kind: 'IMAGE' | 'VIDEO', context: RequestContext): Promise<Node | null> {
    const media = await context.loaders.mediaById.load(id)
    const visible = media?.kind === kind && (await visibleProduct(context, media.productId))
    return visible ? presentMedia(media, context.audience.localeChain) : null
  }
}
