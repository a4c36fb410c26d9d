import { beforeAll, describe, expect, test } from 'vitest'
import { option, pricesOf, vessel } from '../../support/shop.js'
import { type ShopApi, startTestShop } from '../../support/shop-api.js'
import { picture, retort } from './retort.js'

let shop: ShopApi
let id: string
beforeAll(async () => {
  shop = await startTestShop()
  id = `prd_${await shop.saved(retort)}`
})

const productOf = async (fields: string, context = '', by = '{ externalReference: "retort" }') =>
  (await shop.ask(`query ${context} { product(by: ${by}) { ${fields} } }`)).product

describe('variants', () => {
  const variant = async (selected: string, field = 'variant') =>
    (await productOf(`${field}(selectedOptions: ${selected}) { sku }`))[field]?.sku ?? null

  test('show all that a till or a cart needs', async () => {
    const { productVariant } = await shop.ask(`{ productVariant(by: { sku: "retort-s" }) {
      id sku externalReference barcode barcodes name requiresShipping taxIncluded availableForSale
      product { id } price { amountMinor } compareAtPrice { amountMinor } weight { value unit } image { url }
      media { ... on MediaImage { image { url } } } attributes { key displayValue } selectedOptions { key valueKey }
    } }`)
    expect(productVariant).toEqual({
      id: expect.stringMatching(/^var_\d+$/),
      sku: 'retort-s',
      externalReference: 'ref-s',
      barcode: '111',
      barcodes: ['111', '222'],
      name: 'Small',
      requiresShipping: true,
      taxIncluded: true,
      availableForSale: true,
      product: { id },
      price: { amountMinor: 1_000 },
      compareAtPrice: { amountMinor: 1_500 },
      weight: { value: '0.5', unit: 'kg' },
      image: { url: picture(2) },
      media: [{ image: { url: picture(2) } }],
      attributes: [{ key: 'capacity', displayValue: '250 ml' }],
      selectedOptions: [{ key: 'size', valueKey: 's' }],
    })
    expect(await shop.ask(`{ node(id: "${productVariant.id}") { ... on ProductVariant { sku } } }`)).toEqual({
      node: { sku: 'retort-s' },
    })
  })

  test.each(['{ barcode: "222" }', '{ externalReference: "ref-s" }'])('are found by %s', async (by) => {
    expect(await shop.ask(`{ productVariant(by: ${by}) { sku } }`)).toEqual({
      productVariant: { sku: 'retort-s' },
    })
  })

  test('are found by exactly their options', async () => {
    expect(await variant('[{ key: "size", valueKey: "m" }]')).toBe('retort-m')
    expect(await variant('[{ key: "size", valueKey: "l" }]')).toBeNull()
    expect(await variant('[{ key: "size", valueKey: "xl" }]')).toBeNull()
    expect(await variant('[]')).toBeNull()
    expect(await variant('[{ key: "size", valueKey: "m" }, { key: "color", valueKey: "red" }]')).toBeNull()
    expect(await variant('[{ key: "size", valueKey: "m" }, { key: "size", valueKey: "m" }]')).toBeNull()
  })

  test('are the selected one, or the first that can be bought', async () => {
    const field = 'selectedOrFirstAvailableVariant'
    expect(await variant('[{ key: "size", valueKey: "m" }]', field)).toBe('retort-m')
    expect(await variant('[{ key: "size", valueKey: "l" }]', field)).toBe('retort-s')
    expect(await variant('[{ key: "color", valueKey: "red" }]', field)).toBe('retort-s')
    expect(await variant('null', field)).toBe('retort-s')
  })

  test('stand with each value of an option, the first that is sold', async () => {
    const { options } = await productOf(
      'options { key values { key name swatchColor firstVariant { sku } } }',
    )
    expect(options).toEqual([
      {
        key: 'size',
        values: [
          { key: 's', name: 'Small', swatchColor: '#00ff00', firstVariant: { sku: 'retort-s' } },
          { key: 'm', name: 'Medium', swatchColor: null, firstVariant: { sku: 'retort-m' } },
          { key: 'l', name: 'Large', swatchColor: null, firstVariant: null },
        ],
      },
    ])
  })

  test('are walked in pages, both ways', async () => {
    await shop.saved(
      vessel('many', {
        options: [option('n', ...'abcdefg')],
        variants: [...'abcdefg'].map((valueKey) => ({
          sku: `many-${valueKey}`,
          options: [{ key: 'n', valueKey }],
          prices: pricesOf(1),
        })),
      }),
    )
    const page = async (args: string) =>
      (
        await productOf(
          `variants(${args}) { nodes { sku } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }`,
          '',
          '{ externalReference: "many" }',
        )
      ).variants
    const skus = ({ nodes }: { nodes: { sku: string }[] }) => nodes.map(({ sku }) => sku.slice(5)).join('')
    const first = await page('first: 3')
    expect([skus(first), first.totalCount, first.pageInfo.hasNextPage]).toEqual(['abc', 7, true])
    const second = await page(`first: 3, after: "${first.pageInfo.endCursor}"`)
    const third = await page(`first: 3, after: "${second.pageInfo.endCursor}"`)
    expect([skus(second), skus(third), third.pageInfo.hasNextPage]).toEqual(['def', 'g', false])
    const last = await page('last: 2')
    expect([skus(last), last.pageInfo.hasPreviousPage]).toEqual(['fg', true])
    expect(skus(await page(`last: 2, before: "${last.pageInfo.startCursor}"`))).toBe('de')
    const [error] = await shop.errorsOf(
      `{ product(by: { externalReference: "retort" }) { variants(after: "${first.pageInfo.endCursor}") { nodes { sku } } } }`,
    )
    expect(error).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } })
  })

  test('with one barcode on several, are the oldest that is sold', async () => {
    await shop.saved(
      vessel('shared-1', {
        status: 'DRAFT',
        variants: [{ sku: 'shared-1', barcodes: ['999'], prices: pricesOf(1) }],
      }),
    )
    await shop.saved(
      vessel('shared-2', { variants: [{ sku: 'shared-2', barcodes: ['999'], prices: pricesOf(1) }] }),
    )
    await shop.saved(
      vessel('shared-3', { variants: [{ sku: 'shared-3', barcodes: ['999'], prices: pricesOf(1) }] }),
    )
    expect(await shop.ask('{ productVariant(by: { barcode: "999" }) { sku } }')).toEqual({
      productVariant: { sku: 'shared-2' },
    })
  })
})
