import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { TranslationInput } from '../../../src/domains/catalog/index.js'
import { must, openTestShop, refusals, type TestShop, vessel } from '../../support/shop.js'

let shop: TestShop
beforeAll(async () => {
  shop = await openTestShop()
})
/** Keeps what one test makes from the others. */
let made = 0
beforeEach(() => {
  made++
})
const own = (text: string) => `${text}-${made}`
const en = (name: string, slug?: string | null): TranslationInput => ({
  locale: 'en',
  name,
  ...(slug !== undefined && { slug }),
})

const save = async (reference: string, ...translations: TranslationInput[]) =>
  (await shop.upsert(vessel(own(reference), { translations })))[0]
const slugsOf = async (reference: string) =>
  Object.fromEntries(
    (await shop.stored(own(reference))).state.texts.map(({ locale, slug }) => [locale, slug]),
  )
const idOf = async (reference: string) => (await shop.stored(own(reference))).id
const found = (slug: string, ...chain: string[]) =>
  shop.catalog.productIdBySlug(slug, chain.length > 0 ? chain : ['en'])

describe('a slug is made', () => {
  test.each([
    ['Classic Swan-Neck Retort', 'classic-swan-neck-retort'],
    ['  Größe  & Ärger!  ', 'grosse-and-arger'],
    ['Реторта «Лебедь»', 'retorta-lebed'],
    ['热水瓶 大', '热水瓶-大'],
    ['コーヒー豆', 'コーヒー豆'],
    ['हिन्दी', 'हिन्दी'],
    ['مرحبا', 'mrhba'],
    ['½ l — "A_B.c" / 7%', '½-l-a-b-c-7percent'],
    [`${'long '.repeat(60)}name`, 'long-'.repeat(30).slice(0, -1)],
  ])('of the name %j', async (name, slug) => {
    expect(await save('named', en(name))).toMatchObject({ problems: [] })
    expect(await slugsOf('named')).toEqual({ en: slug })
    expect(await found(slug)).toBe(await idOf('named'))
  })

  test.each(['🔥', '!!!', '—'])('of the reference where the name %j has no letters', async (name) => {
    await save('fire', en(name))
    expect(await slugsOf('fire')).toEqual({ en: own('fire') })
  })

  test('of both where the name is taken, and of more where that is taken too', async () => {
    await save('one', en(own('Same')))
    await save('two', en(own('Same')))
    expect(await slugsOf('one')).toEqual({ en: own('same') })
    expect(await slugsOf('two')).toEqual({ en: `${own('same')}-${own('two')}` })
    await save('taker', en('Taker', `${own('same')}-${own('three')}`))
    await save('three', en(own('Same')))
    expect(await slugsOf('three')).toEqual({ en: `${own('same')}-${own('three')}-2` })
  })

  test('of one name for many whose references say nothing', async () => {
    const items = ['?', '??', '???', '????', '?????', '??????'].map((reference) =>
      vessel(`${reference}${'!'.repeat(made)}`, {
        translations: [en('🔥')],
        variants: [{ sku: `${reference}${made}`, prices: [] }],
      }),
    )
    const results = await shop.upsert(...items)
    expect(results.map(({ outcome }) => outcome)).toEqual(items.map(() => 'CREATED'))
  })

  test('for each locale on its own', async () => {
    await save(
      'locales',
      en(own('Retort')),
      { locale: 'de', name: own('Retorte') },
      { locale: 'ru', name: own('Retort') },
    )
    expect(await slugsOf('locales')).toEqual({ en: own('retort'), de: own('retorte'), ru: own('retort') })
  })

  test('once: a new name leaves it, null makes it anew', async () => {
    await save('kept', en(own('Old name')))
    await save('kept', en(own('New name')))
    expect(await slugsOf('kept')).toEqual({ en: own('old-name') })
    await save('kept', en(own('New name'), null))
    expect(await slugsOf('kept')).toEqual({ en: own('new-name') })
    expect(await save('kept', en(own('New name'), null))).toMatchObject({ outcome: 'UNCHANGED' })
  })
})

describe('an old slug', () => {
  test('still finds its product, which tells the new one', async () => {
    await save('moved', en('Moved', own('old')))
    await save('moved', en('Moved', own('newer')))
    await save('moved', en('Moved', own('newest')))
    for (const slug of ['old', 'newer', 'newest']) expect(await found(own(slug))).toBe(await idOf('moved'))
    const [product] = await shop.catalog.products([await idOf('moved')], ['en'])
    expect(product?.slug).toBe(own('newest'))
    const alternates = await shop.catalog.alternates('product', [await idOf('moved')])
    expect([...alternates.values()]).toEqual([[{ locale: 'en', slug: own('newest') }]])
  })

  test('can be taken back', async () => {
    await save('back', en('Back', own('first')))
    await save('back', en('Back', own('second')))
    expect(await save('back', en('Back', own('first')))).toMatchObject({ outcome: 'UPDATED' })
    expect(await slugsOf('back')).toEqual({ en: own('first') })
    expect(await found(own('second'))).toBe(await idOf('back'))
  })

  test('of a locale that is dropped redirects as well', async () => {
    await save('dropped', en('Dropped'), { locale: 'de', name: 'Weg', slug: own('weg') })
    await save('dropped', en('Dropped'))
    expect(await found(own('weg'))).toBe(await idOf('dropped'))
  })

  test('is not given to another by its name, but can be asked for', async () => {
    await save('owner', en('Owner', own('wanted')))
    await save('owner', en('Owner', own('other')))
    await save('namesake', en(own('Wanted')))
    expect(await slugsOf('namesake')).toEqual({ en: `${own('wanted')}-${own('namesake')}` })
    expect(await found(own('wanted'))).toBe(await idOf('owner'))

    await save('taker', en('Taker', own('wanted')))
    expect(await found(own('wanted'))).toBe(await idOf('taker'))
    expect(await found(own('other'))).toBe(await idOf('owner'))
  })

  test('taken over in one locale stays a redirect in another', async () => {
    await save('two-old', en('X', own('shared')), { locale: 'de', name: 'X', slug: own('shared') })
    await save('two-old', en('X', own('x')), { locale: 'de', name: 'X', slug: own('x') })
    await save('new-en', en('Y', own('shared')))
    expect(await found(own('shared'), 'en')).toBe(await idOf('new-en'))
    await save('new-en', en('Y', own('y')))
    expect(await found(own('shared'), 'de')).toBe(await idOf('two-old'))
  })
})

describe('a slug that is in use', () => {
  test('is refused to another in its locale, and free in the others', async () => {
    await save('holder', en('Holder', own('held')))
    expect(refusals(await save('thief', { locale: 'ru', name: 'X' }, en('Thief', own('held'))))).toEqual([
      'DUPLICATE translations.1.slug',
    ])
    expect(await save('neighbour', { locale: 'de', name: 'Nachbar', slug: own('held') })).toMatchObject({
      problems: [],
    })
    expect(await found(own('held'), 'en', 'de')).toBe(await idOf('holder'))
    expect(await found(own('held'), 'de', 'en')).toBe(await idOf('neighbour'))
    expect(await found(own('held'), 'ru')).toBe(await idOf('holder'))
  })

  test('is found in any locale, an old one last', async () => {
    await save('german', { locale: 'de', name: 'X', slug: own('wort') })
    await save('english', en('X', own('wort')))
    await save('english', en('X', own('word')))
    expect(await found(own('wort'), 'en')).toBe(await idOf('german'))
  })

  test('by a product is no concern of categories and brands', async () => {
    const slug = own('everywhere')
    await save('everywhere', en('X', slug))
    const given = { externalReference: slug, translations: [en('X', slug)] }
    const category = await must(shop.catalog.saveCategory(shop.actor, given))
    const brand = await must(shop.catalog.saveBrand(shop.actor, given))
    expect(await shop.catalog.categoryIdBySlug(slug, ['en'])).toBe(category)
    expect(await shop.catalog.brandIdBySlug(slug, ['en'])).toBe(brand)
    expect(await found(slug)).toBe(await idOf('everywhere'))
  })
})

describe.each(['Category', 'Brand'] as const)('the slugs of a %s', (kind) => {
  const saveOne = (reference: string, ...translations: TranslationInput[]) => {
    const input = { externalReference: own(reference), translations }
    return kind === 'Category'
      ? shop.catalog.saveCategory(shop.actor, input)
      : shop.catalog.saveBrand(shop.actor, input)
  }
  const bySlug = (slug: string) =>
    kind === 'Category'
      ? shop.catalog.categoryIdBySlug(slug, ['en'])
      : shop.catalog.brandIdBySlug(slug, ['en'])

  test('are made, unique, and redirect when old', async () => {
    const one = await must(saveOne('one', en(own('Same'))))
    const two = await must(saveOne('two', en(own('Same'))))
    expect(await bySlug(own('same'))).toBe(one)
    expect(await bySlug(`${own('same')}-${own('two')}`)).toBe(two)
    await must(saveOne('one', en('Same', own('new'))))
    expect(await bySlug(own('same'))).toBe(one)
    expect(await bySlug(own('new'))).toBe(one)
    expect(await saveOne('two', { locale: 'de', name: 'X' }, en('X', own('new')))).toMatchObject({
      ok: false,
      errors: [{ code: 'DUPLICATE', field: ['translations', '1', 'slug'] }],
    })
    await must(saveOne('two', en('X', own('same'))))
    expect(await bySlug(own('same'))).toBe(two)
  })
})

test('a batch in which every product wants the slug that another gives up is refused or served, never mixed up', async () => {
  await save('a', en('X', own('a')))
  await save('b', en('X', own('b')))
  await shop.upsert(
    vessel(own('a'), { translations: [en('X', own('b'))] }),
    vessel(own('b'), { translations: [en('X', own('a'))] }),
  )
  for (const reference of ['a', 'b']) {
    const { en: slug } = await slugsOf(reference)
    expect(await found(slug ?? '')).toBe(await idOf(reference))
  }
})
