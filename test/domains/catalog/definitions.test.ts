import { beforeAll, describe, expect, test } from 'vitest'
import type { AttributeInput, ProductTypeInput } from '../../../src/domains/catalog/index.js'
import type { Problem } from '../../../src/kernel/problem.js'
import type { Result } from '../../../src/kernel/result.js'
import { must, openTestShop, refusals, type TestShop, vessel } from '../../support/shop.js'

let shop: TestShop
beforeAll(async () => {
  shop = await openTestShop()
})

const saveAttribute = (key: string, given: Partial<AttributeInput> = {}) =>
  shop.catalog.saveAttribute(shop.actor, { key, ...given })
const saveType = (key: string, given: Partial<ProductTypeInput> = {}) =>
  shop.catalog.saveProductType(shop.actor, { key, ...given })
const named = (value: string) => ({ names: [{ locale: 'en', value }] })
const choices = (...keys: string[]) => ({ choices: keys.map((key) => ({ key, ...named(key) })) })
const reasons = (result: Result<unknown, Problem>) => refusals({ problems: result.ok ? [] : result.errors })
const attribute = async (key: string) => (await shop.catalog.attributes([key]))[0]
const audited = async (entity: string, id: number) =>
  (await shop.audit.page({ entity, entityId: String(id) }, {})).items

describe('an attribute', () => {
  test('is defined, renamed, given a unit, and told of once for each change', async () => {
    const id = await must(saveAttribute('height', { type: 'NUMBER', ...named('Height') }))
    expect(await attribute('height')).toMatchObject({
      id,
      type: 'NUMBER',
      unit: null,
      version: 1,
      choices: [],
    })
    await must(saveAttribute('height', { unit: 'cm' }))
    await must(saveAttribute('height', { unit: 'cm', expectedVersion: 2, type: 'NUMBER' }))
    expect(await attribute('height')).toMatchObject({ unit: 'cm', version: 2, names: [{ value: 'Height' }] })
    await must(saveAttribute('height', { unit: null }))
    expect(await attribute('height')).toMatchObject({ unit: null, version: 3 })
    expect(await audited('Attribute', id)).toMatchObject([
      { before: { unit: 'cm' }, after: { unit: null } },
      { before: { unit: null }, after: { unit: 'cm' } },
      { action: 'attributeSave', before: null, after: { key: 'height', type: 'NUMBER' } },
    ])
  })

  test('may be given more choices and other names for them, in another order, but loses none', async () => {
    await must(saveAttribute('tint', { type: 'ONE_OF', ...named('Tint'), ...choices('red', 'blue') }))
    await must(saveAttribute('tint', choices('green', 'blue', 'red')))
    expect((await attribute('tint'))?.choices.map(({ key }) => key)).toEqual(['green', 'blue', 'red'])
    for (const given of [choices('green', 'red'), { choices: [] }, { choices: null }])
      expect(reasons(await saveAttribute('tint', given))).toEqual([
        expect.stringMatching(/^(IN_USE|REQUIRED) choices$/),
      ])
    expect((await attribute('tint'))?.version).toBe(2)
  })

  test('keeps its type for ever', async () => {
    expect(await saveAttribute('capacity', { type: 'TEXT' })).toMatchObject({
      errors: [
        {
          code: 'INVALID',
          field: ['type'],
          allowed: ['NUMBER'],
          message: expect.stringContaining('"capacity"'),
        },
      ],
    })
  })

  test.each<[string, Partial<AttributeInput>, string[]]>([
    ['no key', { key: 'a b' }, ['INVALID_FORMAT key']],
    ['NUL in its key', { key: 'a\0' }, ['INVALID_FORMAT key']],
    ['no type', { type: null }, ['REQUIRED type']],
    ['an unknown type', { type: 'COLOR' as never }, ['INVALID type']],
    ['no name', { names: [] }, ['REQUIRED names']],
    ['no names', { names: null }, ['REQUIRED names']],
    ['a name twice', { names: [...named('A').names, ...named('B').names] }, ['DUPLICATE names.1']],
    ['choices of a text', choices('a'), ['INVALID choices']],
    ['no choices to choose from', { type: 'MANY_OF' }, ['REQUIRED choices']],
    ['a choice twice', { type: 'ONE_OF', ...choices('a', 'a') }, ['DUPLICATE choices.1']],
    [
      'a choice without a key',
      { type: 'ONE_OF', ...choices('a', '') },
      ['INVALID_FORMAT choices.1.key', 'INVALID_FORMAT choices.1.names.0.value'],
    ],
    ['a version that is not there yet', { expectedVersion: 1 }, ['VERSION_CONFLICT expectedVersion']],
  ])('is refused with %s', async (_, given, expected) => {
    const result = await saveAttribute('wrong', { type: 'TEXT', ...named('Wrong'), ...given })
    const found = reasons(result)
    if (_ === 'a choice without a key') expect(found[0]).toBe(expected[0])
    else expect(found).toEqual(expected)
    expect(await attribute('wrong')).toBeUndefined()
  })

  test('may be at work in several product types, each in its own way', async () => {
    await must(saveType('strict', { name: 'Strict', attributes: [{ key: 'maker', required: true }] }))
    const [strict] = await shop.upsert(vessel('strict', { productType: 'strict', attributes: [] }))
    expect(refusals(strict)).toEqual(['REQUIRED attributes'])
    expect(await shop.upsert(vessel('lax'))).toMatchObject([{ outcome: 'CREATED' }])
  })
})

describe('a product type', () => {
  const uses = async (key: string) => {
    const [type] = await shop.catalog.productTypes([key])
    const found = type ? await shop.catalog.productTypeUses(type.id) : []
    return found.map(({ attribute: { key }, required, filterable, searchable }) =>
      [key, required && 'required', filterable && 'filterable', searchable && 'searchable']
        .filter(Boolean)
        .join(' '),
    )
  }

  test('has attributes in its order, replaced as a whole', async () => {
    const id = await must(
      saveType('flask', {
        name: 'Flask',
        attributes: [
          { key: 'maker', required: true, searchable: true },
          { key: 'capacity', filterable: true },
        ],
      }),
    )
    expect(await uses('flask')).toEqual(['maker required searchable', 'capacity filterable'])
    await must(saveType('flask', { attributes: [{ key: 'capacity' }, { key: 'pages' }] }))
    await must(saveType('flask', { name: 'Flasks' }))
    expect(await uses('flask')).toEqual(['capacity', 'pages'])
    await must(saveType('flask', { attributes: null }))
    expect(await uses('flask')).toEqual([])
    const [type] = await shop.catalog.productTypes(['flask'])
    expect(type).toMatchObject({ id, name: 'Flasks', version: 4 })
    await must(saveType('flask', { name: 'Flasks', attributes: [], expectedVersion: 4 }))
    expect(await audited('ProductType', id)).toHaveLength(4)
  })

  test.each<[string, Partial<ProductTypeInput>, string[]]>([
    [
      'an unknown attribute',
      { attributes: [{ key: 'maker' }, { key: 'colour' }] },
      ['NOT_FOUND attributes.1.key'],
    ],
    ['an attribute twice', { attributes: [{ key: 'maker' }, { key: 'maker' }] }, ['DUPLICATE attributes.1']],
    ['NUL in an attribute', { attributes: [{ key: 'a\0' }] }, ['NOT_FOUND attributes.0.key']],
    ['no key', { key: '' }, ['INVALID_FORMAT key']],
    ['no name', { name: null }, ['REQUIRED name']],
    ['an old version', { expectedVersion: 3 }, ['VERSION_CONFLICT expectedVersion']],
  ])('is refused with %s', async (_, given, expected) => {
    expect(reasons(await saveType('wrong', { name: 'Wrong', ...given }))).toEqual(expected)
    expect(await shop.catalog.productTypes(['wrong'])).toEqual([])
  })

  test('can be given attributes behind its own by a feed, and keeps those it has', async () => {
    await must(saveType('grown', { name: 'Grown', attributes: [{ key: 'maker', required: true }] }))
    const extend = () =>
      must(
        shop.catalog.extendProductType(shop.actor, {
          key: 'grown',
          attributes: [{ key: 'maker' }, { key: 'pages', filterable: true }],
        }),
      )
    const id = await extend()
    await extend()
    expect(await uses('grown')).toEqual(['maker required', 'pages filterable'])
    expect(await audited('ProductType', id)).toHaveLength(2)
    expect(await shop.catalog.extendProductType(shop.actor, { key: 'none', attributes: [] })).toMatchObject({
      errors: [{ code: 'NOT_FOUND', field: ['key'] }],
    })
  })
})

describe('a brand', () => {
  const save = (given: object) =>
    shop.catalog.saveBrand(shop.actor, { externalReference: 'flamel', ...given } as never)
  const brand = async (id: number, ...chain: string[]) => (await shop.catalog.brands([id], chain))[0]

  test('is saved like a category, with versions and one audit entry for each change', async () => {
    const image = { url: 'https://images.example/b.png', alts: [], width: 1, height: 2 }
    const id = await must(
      save({ translations: [{ locale: 'en', name: 'Flamel', description: '<script>1</script>Old' }], image }),
    )
    await must(save({ image, expectedVersion: 1 }))
    await must(
      save({
        image: null,
        translations: [
          { locale: 'en', name: 'Flamel & Co' },
          { locale: 'de', name: 'Flamel' },
        ],
      }),
    )
    expect(await brand(id, 'en')).toMatchObject({
      name: 'Flamel & Co',
      slug: 'flamel',
      description: 'Old',
      image: null,
      version: 2,
    })
    expect(await brand(id, 'de-AT', 'de')).toMatchObject({ contentLocale: 'de', name: 'Flamel' })
    expect(await brand(id, 'fr')).toMatchObject({ contentLocale: 'de' })
    expect(await audited('Brand', id)).toMatchObject([
      { action: 'brandSave', before: { image }, after: { image: null } },
      { action: 'brandSave', before: null },
    ])
  })

  test('is refused for every fault at once', async () => {
    const faults = { expectedVersion: 9, image: { url: 'x' } }
    const result = await save({ ...faults, translations: [] })
    const others = ['INVALID_FORMAT image.url', 'VERSION_CONFLICT expectedVersion']
    expect(reasons(result).sort()).toEqual([...others, 'REQUIRED translations'].sort())
    const taken = await save({ ...faults, translations: [{ locale: 'en', name: 'X', slug: 'hermes' }] })
    expect(reasons(taken).sort()).toEqual([...others, 'DUPLICATE translations.0.slug'].sort())
  })
})
