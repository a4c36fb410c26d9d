import { Arg, Args, Authorized, Ctx, Query, Resolver } from 'type-graphql'
import type { Location as LocationSource, Stock } from '../../domains/stock/index.js'
import { encodeCursor, type PageArgs, pageOf, pageRequest } from '../../kernel/page.js'
import { Connection } from '../../schema/connections-source.js'
import { PageArguments } from '../../schema/page-arguments.js'
import { Public } from '../../schema/public.js'
import { CoordinatesInput, Location, LocationConnection } from '../../schema/stock/location.js'
import type { RequestContext } from '../context.js'
import { soundPlace } from './place.js'

@Resolver()
export class LocationsResolver {
  constructor(private readonly stock: Stock) {}

  @Public()
  @Query(() => LocationConnection, {
    description:
      'Stores and pickup points of the channel, the nearest first; without `near`, by priority. ' +
      'Example: `{ locations(near: { latitude: 48.2, longitude: 16.4 }) { nodes { name address { formatted } } } }`.',
  })
  async locations(
    @Arg('near', () => CoordinatesInput, { nullable: true, description: 'Where the shopper is.' })
    near: CoordinatesInput | null,
    @Args(() => PageArguments) args: PageArguments,
    @Ctx() context: RequestContext,
  ): Promise<Connection<Location>> {
    const place = soundPlace(near)
    const found = await context.loaders.nearLocations(place)
    const scope = `locations ${context.audience.channel.id} ${JSON.stringify(place)}`
    return pageAmong(
      found.map(({ location }) => location),
      scope,
      args,
      context,
    )
  }

  @Authorized('STOCK_READ')
  @Query(() => LocationConnection, { description: 'Every location, in the order of creation.' })
  async stockLocations(
    @Args(() => PageArguments) args: PageArguments,
    @Ctx() context: RequestContext,
  ): Promise<Connection<Location>> {
    return pageAmong(await this.stock.locations(), 'stockLocations', args, context)
  }
}

/** There are few enough of them to be at hand as a whole. A cursor whose location is gone starts the list again. */
function pageAmong(
  all: readonly LocationSource[],
  scope: string,
  args: PageArgs,
  { audience }: RequestContext,
): Connection<Location> {
  const request = pageRequest(args, scope, ['big'])
  const walked = request.backward ? [...all].reverse() : all
  const [after] = request.position ?? []
  const from = after === undefined ? 0 : walked.findIndex(({ id }) => id === after) + 1
  const page = pageOf(request, walked.slice(from, from + request.limit + 1))
  const items = page.items.map((location) => new Location(location, audience.localeChain))
  const cursorOf = ({ source }: Location) => encodeCursor(scope, [source.id])
  return new Connection({ ...page, items, cursorOf }, async () => all.length)
}
