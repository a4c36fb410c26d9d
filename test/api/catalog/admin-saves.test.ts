import { beforeAll, describe, expect, test } from 'vitest'
import { pricesOf, vessel } from '../../support/shop.js'
import { type ShopApi, startTestShop } from '../../support/shop-api.js'
import { errors } from './admin-documents.js'

let shop: ShopApi
beforeAll(async () => {
  shop = await startTestShop()
  await shop.saved(vessel('there'))
})

describe('the other admin mutations', () => {
  const send = async (name: string, input: object, fields: string) => {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}`
    const query = `mutation ($input: ${type}Input!) { ${name}(input: $input) { ... on ${type}Payload { ${fields} } ${errors} } }`
    return (await shop.askAdmin(query, { input }))[name]
  }
  const names = [{ locale: 'en', value: 'N' }]
  const translations = [{ locale: 'en', name: 'N' }]

  test('answer what was saved, as it is now', async () => {
    const brand = () =>
      send(
        'brandSave',
        { externalReference: 'api', translations },
        'brand { id name slug version image { url } }',
      )
    expect(await brand()).toEqual({
      brand: { id: expect.stringMatching(/^brd_/), name: 'N', slug: 'n', version: 1, image: null },
    })
    expect(
      await send(
        'brandSave',
        { externalReference: 'api', image: { url: 'https://a.example/' } },
        'brand { version image { url } }',
      ),
    ).toEqual({
      brand: { version: 2, image: { url: 'https://a.example/' } },
    })
    expect((await brand()).brand.image).toEqual({ url: 'https://a.example/' })

    const moved = await send(
      'categorySave',
      { externalReference: 'library', parent: 'retorts' },
      'category { level ancestors { slug } parent { children { nodes { slug } } } }',
    )
    expect(moved.category).toMatchObject({
      level: 2,
      ancestors: [{ slug: 'glassware' }, { slug: 'retorts' }],
      parent: { children: { nodes: [{ slug: 'small-retorts' }, { slug: 'library' }] } },
    })

    const choice = { key: 'a', names }
    const attribute = await send(
      'attributeSave',
      { key: 'api', type: 'ONE_OF', names, choices: [choice] },
      'attribute { id key type unit names { value } choices { key } version }',
    )
    expect(attribute).toMatchObject({
      attribute: {
        key: 'api',
        type: 'ONE_OF',
        unit: null,
        names: [{ value: 'N' }],
        choices: [{ key: 'a' }],
        version: 1,
      },
    })
    const type = await send(
      'productTypeSave',
      { key: 'api', name: 'A', attributes: [{ key: 'api', required: true }] },
      'productType { key name version attributes { required filterable attribute { key } } }',
    )
    expect(type.productType).toEqual({
      key: 'api',
      name: 'A',
      version: 1,
      attributes: [{ required: true, filterable: false, attribute: { key: 'api' } }],
    })
    expect(
      await shop.askAdmin(
        '{ attribute(key: "api") { key } productType(key: "api") { attributes { attribute { key } } } none: attribute(key: "none") { key } }',
      ),
    ).toEqual({
      attribute: { key: 'api' },
      productType: { attributes: [{ attribute: { key: 'api' } }] },
      none: null,
    })
  })

  test.each([
    [
      'brandSave',
      { externalReference: 'new-brand' },
      [{ code: 'REQUIRED', field: ['input', 'translations'] }],
    ],
    [
      'categorySave',
      { externalReference: 'retorts', parent: 'small-retorts' },
      [{ code: 'INVALID', field: ['input', 'parent'] }],
    ],
    [
      'categorySave',
      { externalReference: 'retorts', expectedVersion: 7 },
      [{ __typename: 'VersionConflict', currentVersion: 1 }],
    ],
    [
      'attributeSave',
      { key: 'capacity', type: 'DATE' },
      [{ code: 'INVALID', field: ['input', 'type'], allowed: ['NUMBER'] }],
    ],
    [
      'productTypeSave',
      { key: 'vessel', attributes: [{ key: 'none' }] },
      [{ __typename: 'NotFound', reference: 'none', field: ['input', 'attributes', '0', 'key'] }],
    ],
    [
      'productArchive',
      { externalReference: 'nobody' },
      [{ __typename: 'NotFound', field: ['input', 'externalReference'] }],
    ],
    [
      'pricesSave',
      { items: [{ sku: 'nobody', prices: [{ channel: 'mars', currency: 'EUR', amountMinor: 1 }] }] },
      [
        { __typename: 'NotFound', reference: 'nobody', field: ['input', 'items', '0', 'sku'] },
        {
          __typename: 'NotFound',
          reference: 'mars',
          field: ['input', 'items', '0', 'prices', '0', 'channel'],
        },
      ],
    ],
  ])('%s refuses %j with every reason', async (name, input, expected) => {
    expect(await send(name, input, '__typename')).toMatchObject({ errors: expected })
  })

  test('productArchive and pricesSave name what they changed', async () => {
    const id = `prd_${await shop.saved(vessel('api-old'))}`
    const variantId = `var_${(await shop.stored('api-old')).state.variants[0]?.id}`
    expect(
      await send('pricesSave', { items: [{ sku: 'api-old', prices: pricesOf(3) }] }, 'variantIds'),
    ).toEqual({ variantIds: [variantId] })
    expect(
      await shop.ask('{ productVariant(by: { sku: "api-old" }) { price { amountMinor } } }'),
    ).toMatchObject({ productVariant: { price: { amountMinor: 3 } } })
    expect(await send('productArchive', { externalReference: 'api-old' }, 'productId')).toEqual({
      productId: id,
    })
    expect(await shop.ask('{ productVariant(by: { sku: "api-old" }) { id } }')).toEqual({
      productVariant: null,
    })
  })

  test('leave one audit entry each, by the key that did it', async () => {
    const entries = async () =>
      (
        await shop.askAdmin(
          '{ auditEntries(first: 100) { nodes { action entity actor entityId } totalCount } }',
        )
      ).auditEntries
    await shop.saved(vessel('api-audited'))
    for (const [name, input, entity] of [
      ['brandSave', { externalReference: 'a1', translations }, 'Brand'],
      ['categorySave', { externalReference: 'a1', translations }, 'Category'],
      ['attributeSave', { key: 'a1', type: 'TEXT', names }, 'Attribute'],
      ['productTypeSave', { key: 'a1', name: 'A' }, 'ProductType'],
      ['pricesSave', { items: [{ sku: 'api-audited', prices: [] }] }, 'ProductVariant'],
      ['productArchive', { externalReference: 'api-audited' }, 'Product'],
    ] as const) {
      const before = (await entries()).totalCount
      await send(name, input, '__typename')
      const { totalCount, nodes } = await entries()
      expect(totalCount).toBe(before + 1)
      expect(nodes[0]).toMatchObject({
        action: name,
        entity,
        actor: 'key:bootstrap',
        entityId: expect.stringMatching(/^[a-z]{3}_\d+$/),
      })
      await send(name, input, '__typename')
      expect((await entries()).totalCount).toBe(before + 1)
    }
  })
})
