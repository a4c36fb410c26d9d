import { beforeAll, describe, expect, test } from 'vitest'
import { openTestShop, refusals, type TestShop, vessel } from '../../support/shop.js'

let shop: TestShop
beforeAll(async () => {
  shop = await openTestShop()
})

describe('items of one request', () => {
  test('are each saved or refused on their own', async () => {
    const results = await shop.upsert(vessel('one'), vessel('two', { brand: 'nobody' }), vessel('three'))
    expect(results.map(({ outcome }) => outcome)).toEqual(['CREATED', 'REJECTED', 'CREATED'])
  })

  test('cannot share an SKU: the first has it, however far the other stands behind', async () => {
    const far = Array.from({ length: 60 }, (_, i) => vessel(`far-${i}`))
    const shared = (reference: string) => vessel(reference, { variants: [{ sku: 'shared', prices: [] }] })
    const results = await shop.upsert(shared('first'), shared('second'), ...far, shared('third'))
    expect(results[0]?.outcome).toBe('CREATED')
    expect(refusals(results[1])).toEqual(['DUPLICATE variants.0.sku'])
    expect(refusals(results.at(-1))).toEqual(['DUPLICATE variants.0.sku'])
  })

  test('cannot share an explicit slug either', async () => {
    const slugged = (reference: string) =>
      vessel(reference, { translations: [{ locale: 'en', name: 'Same', slug: 'same-slug' }] })
    const results = await shop.upsert(slugged('slug-1'), slugged('slug-2'))
    expect(results[0]?.outcome).toBe('CREATED')
    expect(refusals(results[1])).toEqual(['DUPLICATE translations.0.slug'])
  })

  test('name a product once: what stands later is refused, wherever', async () => {
    const filler = Array.from({ length: 50 }, (_, i) => vessel(`filler-${i}`))
    const results = await shop.upsert(
      vessel('twice', { rank: 1 }),
      vessel('twice', { rank: 2 }),
      ...filler,
      vessel('twice', { rank: 3 }),
    )
    expect(results.map(({ outcome }) => outcome).filter((outcome) => outcome !== 'CREATED')).toEqual([
      'REJECTED',
      'REJECTED',
    ])
    expect(refusals(results.at(-1))).toEqual(['DUPLICATE externalReference'])
    expect((await shop.stored('twice')).state.rank).toBe(1)
  })
})
