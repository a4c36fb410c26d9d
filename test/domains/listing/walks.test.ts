import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { createServices } from '../../../src/app/build-services.js'
import type { ListingFilter, Listings, ProductSort } from '../../../src/domains/listing/index.js'
import { productSorts } from '../../../src/domains/listing/index.js'
import type { PageArgs } from '../../../src/kernel/page.js'
import { openTestDatabase } from '../../support/database.js'
import { capacityId, clock, entries, expected, fillShelf, handmadeId, month, shelf } from './walked-shelf.js'

let listings: Listings
beforeAll(async () => {
  const db = await openTestDatabase()
  listings = createServices({ db, clock }).listings
  await fillShelf(db)
})

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 })
const some = <T>(...values: T[]) => fc.subarray(values, { minLength: 1 })
const capacities = fc.constantFrom(0.5, 1, 2.25, 3, 4)
const attribute = fc.oneof(
  fc.record({ attributeId: fc.constant(handmadeId), is: fc.boolean() }),
  fc.record({ attributeId: fc.constant(capacityId), in: some('0.5', '1', '4', '9') }),
  fc.record({ attributeId: fc.constant(capacityId), min: capacities }),
  fc.record({ attributeId: fc.constant(capacityId), max: capacities }),
  fc.record({ attributeId: fc.constant(capacityId), min: capacities, max: capacities }),
)
const filters = fc.record({
  ids: maybe(fc.uniqueArray(fc.integer({ min: 1, max: 1_700 }), { maxLength: 60 })),
  brandIds: maybe(some(0, 1, 2, 99)),
  tags: maybe(some('rare', 'common', 'even', 'none')),
  price: maybe(
    fc.record({
      minMinor: maybe(fc.constantFrom(0, 100, 300)),
      maxMinor: maybe(fc.constantFrom(0, 300, 400)),
    }),
  ),
  attributes: maybe(fc.array(attribute, { maxLength: 3 })),
  updatedSince: maybe(fc.constantFrom(month(0), month(2), month(4), month(9))),
})

async function walked(
  filter: ListingFilter,
  sort: ProductSort,
  backward: boolean,
  size: number,
): Promise<number[]> {
  const ids: number[] = []
  for (let cursor: string | undefined; ; ) {
    const args: PageArgs = backward
      ? { last: size, ...(cursor && { before: cursor }) }
      : { first: size, ...(cursor && { after: cursor }) }
    const page = await listings.page(shelf, filter, sort, args)
    const found = page.items.map(({ productId }) => productId)
    if (backward) ids.unshift(...found)
    else ids.push(...found)
    // Else a list that stands still would be walked for ever.
    expect(ids.length).toBeLessThanOrEqual(entries.length)
    const more = backward ? page.hasPreviousPage : page.hasNextPage
    expect(backward ? page.hasNextPage : page.hasPreviousPage).toBe(cursor !== undefined)
    const edge = page.items.at(backward ? 0 : -1)
    if (!more || !edge) return ids
    cursor = page.cursorOf(edge)
  }
}

describe.each(productSorts)('a list sorted by %s', (sort) => {
  test.each([
    ['forwards', false],
    ['backwards', true],
  ])('is walked %s with every product once and in order', async (_, backward) => {
    expect(await walked({}, sort, backward, 97)).toEqual(expected({}, sort))
  })

  test('is the same in pages of any size, both ways, and as long as it is counted, whatever the filter', async () => {
    const property = fc.asyncProperty(
      filters,
      fc.integer({ min: 20, max: 100 }),
      fc.boolean(),
      async (raw, size, backward) => {
        const filter = raw as ListingFilter
        const found = expected(filter, sort)
        expect(await walked(filter, sort, backward, size)).toEqual(found)
        expect(await listings.count(shelf, filter)).toBe(found.length)
      },
    )
    await fc.assert(property, { numRuns: 25, seed: 2_030 })
  })
})

test('pages of one row walk the whole list too', async () => {
  const filter = { tags: ['rare'] }
  for (const sort of productSorts)
    for (const backward of [false, true])
      expect(await walked(filter, sort, backward, 1)).toEqual(expected(filter, sort))
})

test('a page of none has no rows, and tells that there are some', async () => {
  expect(await listings.page(shelf, {}, 'FEATURED', { first: 0 })).toMatchObject({
    items: [],
    hasNextPage: true,
  })
})

describe('a cursor', () => {
  const first = async (filter: ListingFilter = {}, sort: ProductSort = 'NAME_ASC', at = shelf) => {
    const page = await listings.page(at, filter, sort, { first: 1 })
    return page.cursorOf(page.items[0] ?? { productId: 0, position: [] })
  }

  test.each<[string, typeof shelf, ListingFilter, ProductSort]>([
    ['another sort', shelf, {}, 'NAME_DESC'],
    ['another filter', shelf, { tags: ['even'] }, 'NAME_ASC'],
    ['another currency', { ...shelf, currency: 'USD' }, {}, 'NAME_ASC'],
    ['another locale', { ...shelf, locale: 'de' }, {}, 'NAME_ASC'],
    ['another channel', { ...shelf, channelId: 2 }, {}, 'NAME_ASC'],
  ])('of %s is refused by name', async (_, at, filter, sort) => {
    const after = await first()
    await expect(listings.page(at, filter, sort, { after })).rejects.toMatchObject({
      name: 'InputError',
      field: ['after'],
    })
    await expect(listings.page(at, filter, sort, { last: 2, before: after })).rejects.toMatchObject({
      field: ['before'],
    })
  })

  test.each<[ProductSort, unknown[]]>([
    ['PRICE_ASC', ['abc', 1]],
    ['PRICE_ASC', [1]],
    ['PRICE_ASC', []],
    ['PRICE_ASC', [1, 'x']],
    ['PRICE_ASC', [1, null]],
    ['PRICE_ASC', [1, 2, 3]],
    ['FEATURED', [2 ** 40, 1]],
    ['NEWEST', ['2030', 1]],
    ['NEWEST', [2 ** 53 - 1, 1]],
    ['NAME_ASC', [5, 1]],
    ['NAME_ASC', [null, null]],
  ])('that somebody made up for %s out of %j is refused, not a fault', async (sort, position) => {
    const cursor = await first({}, sort)
    const [stamp] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string]
    const after = Buffer.from(JSON.stringify([stamp, ...position])).toString('base64url')
    await expect(listings.page(shelf, {}, sort, { after })).rejects.toMatchObject({
      name: 'InputError',
      field: ['after'],
    })
  })
})
