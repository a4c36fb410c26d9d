import { describe, expect, test } from 'vitest'
import { changedFields, channelAfter } from '../../../src/domains/channels/rules/change.js'
import { channelProblems, shopNameProblems } from '../../../src/domains/channels/rules/channel.js'
import type { ChannelInput } from '../../../src/domains/channels/types.js'
import { channelOf } from './channel-of.js'

const eu = channelOf({ id: 1, slug: 'eu', isDefault: true, version: 3 })
const us = channelOf({ id: 2, slug: 'us', version: 1 })
const complete: ChannelInput = {
  slug: 'uk',
  name: 'United Kingdom',
  currencies: ['GBP'],
  locales: ['en-GB'],
  countries: ['GB'],
}

/** What is refused and why, without the prose: ["REQUIRED name", ...]. */
const refusals = (input: ChannelInput) =>
  channelProblems([eu, us], input).map(({ code, field }) => `${code} ${field?.join('.')}`)

describe('a new channel', () => {
  test('is fine when complete', () => expect(refusals(complete)).toEqual([]))

  test('names everything that it lacks at once', () => {
    expect(refusals({ slug: 'uk' })).toEqual([
      'REQUIRED name',
      'REQUIRED currencies',
      'REQUIRED locales',
      'REQUIRED countries',
    ])
  })

  test('is at version 0 before it is saved', () => {
    expect(refusals({ ...complete, expectedVersion: 0 })).toEqual([])
    expect(channelProblems([], { ...complete, expectedVersion: 1 })).toMatchObject([
      { kind: 'versionConflict', currentVersion: 0 },
    ])
  })

  test('is refused when the shop has a hundred', () => {
    const hundred = Array.from({ length: 100 }, (_, i) => channelOf({ id: i + 1, slug: `c${i}` }))
    expect(channelProblems(hundred, complete)).toMatchObject([{ code: 'LIMIT_EXCEEDED', max: '100' }])
    expect(channelProblems(hundred.slice(1), complete)).toEqual([])
    expect(channelProblems(hundred, { slug: 'c7', name: 'Seven' })).toEqual([])
  })
})

describe('a change', () => {
  test('needs nothing but the slug', () => expect(refusals({ slug: 'eu' })).toEqual([]))

  test('of another version than the expected is refused, with the current one', () => {
    expect(refusals({ slug: 'eu', expectedVersion: 3 })).toEqual([])
    expect(channelProblems([eu], { slug: 'eu', expectedVersion: 2 })).toMatchObject([
      { kind: 'versionConflict', currentVersion: 3, field: ['expectedVersion'] },
    ])
  })

  test('cannot clear anything', () => {
    const cleared = { slug: 'eu', name: null, currencies: null, pricesIncludeTax: null, isDefault: null }
    expect(refusals(cleared)).toEqual([
      'REQUIRED name',
      'REQUIRED currencies',
      'REQUIRED pricesIncludeTax',
      'REQUIRED isDefault',
    ])
  })

  test('cannot leave the shop without a default', () => {
    expect(refusals({ slug: 'eu', isDefault: false })).toEqual(['INVALID isDefault'])
    expect(refusals({ slug: 'us', isDefault: false })).toEqual([])
    expect(refusals({ slug: 'us', isDefault: true })).toEqual([])
  })
})

describe('fields', () => {
  test.each(['', 'EU', 'e u', '-eu', 'eu-', 'e--u', 'ü', 'a'.repeat(65), 'eu\n'])(
    'slug %j is refused',
    (slug) => {
      expect(refusals({ ...complete, slug })).toEqual(['INVALID_FORMAT slug'])
    },
  )

  test.each(['e', '1', 'eu-retail', 'a'.repeat(64)])('slug %j is fine', (slug) => {
    expect(refusals({ ...complete, slug })).toEqual([])
  })

  test.each([
    ['', 'REQUIRED name'],
    ['  ', 'REQUIRED name'],
    ['a\u0000b', 'INVALID_FORMAT name'],
    ['\ud800', 'INVALID_FORMAT name'],
    ['n'.repeat(101), 'TOO_LONG name'],
  ])('name %j is refused', (name, refusal) => {
    expect(refusals({ ...complete, name })).toEqual([refusal])
    expect(shopNameProblems(name).map(({ code, field }) => `${code} ${field?.join('.')}`)).toEqual([refusal])
  })

  test('lists need an entry', () => {
    expect(refusals({ ...complete, currencies: [], locales: [], countries: [] })).toEqual([
      'REQUIRED currencies',
      'REQUIRED locales',
      'REQUIRED countries',
    ])
  })

  test('lists have limits', () => {
    const many = (count: number) => Array<string>(count).fill('EUR')
    expect(refusals({ ...complete, currencies: many(51) })).toEqual(['LIMIT_EXCEEDED currencies'])
    expect(refusals({ ...complete, locales: many(51) })).toEqual(['LIMIT_EXCEEDED locales'])
    expect(refusals({ ...complete, countries: many(250) })).toEqual(['LIMIT_EXCEEDED countries'])
  })

  test('every wrong or repeated entry is named by its place', () => {
    const input = {
      ...complete,
      currencies: ['EUR', 'eur', 'XXX', 'EUR'],
      locales: ['de', 'en_US', 'DE', 'de-AT', 'de-at'],
      countries: ['DE', 'UK', 'D', 'DE'],
    }
    expect(refusals(input)).toEqual([
      'INVALID currencies.1',
      'INVALID currencies.2',
      'DUPLICATE currencies.3',
      'INVALID locales.1',
      'DUPLICATE locales.2',
      'DUPLICATE locales.4',
      'INVALID countries.1',
      'INVALID countries.2',
      'DUPLICATE countries.3',
    ])
  })

  test('the message says what it got, shortened', () => {
    const [problem] = channelProblems([], { ...complete, currencies: ['x'.repeat(5000)] })
    expect(problem?.message).toContain('ISO 4217')
    expect(problem?.message.length).toBeLessThan(250)
  })
})

describe('the channel after a change', () => {
  const now = new Date('2030-01-02T03:04:05Z')

  test('keeps what was left out and takes what was given, as the next version', () => {
    const after = channelAfter(eu, { slug: 'eu', name: ' Old World ', locales: ['de-at'] }, now, false)
    const { id, ...content } = eu
    expect(after).toEqual({ ...content, name: 'Old World', locales: ['de-AT'], version: 4, updatedAt: now })
    expect(changedFields(eu, after)).toEqual(['name', 'locales'])
  })

  test('is the default when it is the first, whatever was asked for', () => {
    expect(channelAfter(null, { ...complete, isDefault: false }, now, true).isDefault).toBe(true)
    expect(channelAfter(null, complete, now, false).isDefault).toBe(false)
    expect(channelAfter(null, { ...complete, isDefault: true }, now, false).isDefault).toBe(true)
  })

  test('shows prices with tax unless told otherwise', () => {
    expect(channelAfter(null, complete, now, true).pricesIncludeTax).toBe(true)
    expect(channelAfter(null, { ...complete, pricesIncludeTax: false }, now, true).pricesIncludeTax).toBe(
      false,
    )
  })

  test('of a new channel, all has changed', () => {
    expect(changedFields(null, channelAfter(null, complete, now, true))).toHaveLength(9)
  })

  test('the order of a list is a change, since the first is the default', () => {
    const both = channelOf({ currencies: ['EUR', 'USD'] })
    const after = channelAfter(both, { slug: both.slug, currencies: ['USD', 'EUR'] }, now, false)
    expect(changedFields(both, after)).toEqual(['currencies'])
  })
})
