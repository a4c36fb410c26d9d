import { describe, expect, test } from 'vitest'
import { type Area, isWithin, type Place } from '../../src/kernel/place.js'

const area = (given: Partial<Area>): Area => ({
  country: null,
  provinceCode: null,
  postalCodes: [],
  ...given,
})
const place = (given: Partial<Place>): Place => ({
  country: 'ES',
  provinceCode: null,
  postalCode: null,
  ...given,
})

describe('an area', () => {
  test('without a country is everywhere', () => {
    expect(isWithin(place({}), area({}))).toBe(true)
  })

  test('of a country is all of it', () => {
    expect(isWithin(place({ provinceCode: 'GC' }), area({ country: 'ES' }))).toBe(true)
    expect(isWithin(place({ country: 'PT' }), area({ country: 'ES' }))).toBe(false)
  })

  test('of a province leaves out who does not tell the province', () => {
    const canaries = area({ country: 'ES', provinceCode: 'GC' })
    expect(isWithin(place({ provinceCode: 'GC' }), canaries)).toBe(true)
    expect(isWithin(place({ provinceCode: 'M' }), canaries)).toBe(false)
    expect(isWithin(place({}), canaries)).toBe(false)
  })

  test.each([
    ['6990', false],
    ['6991', true],
    ['69923', true],
    ['6993', true],
    ['6994', false],
    ['699', false],
    ['69-92', true],
    [' 6992 ', true],
    [null, false],
  ])('of postal codes from 6991 to 6993 has %s: %s', (postalCode, isInside) => {
    const valley = area({ postalCodes: [{ from: '6991', to: '6993' }] })
    expect(isWithin(place({ postalCode }), valley)).toBe(isInside)
  })

  test('does not mind how a postal code is written', () => {
    const bt = area({ postalCodes: [{ from: 'BT1', to: 'BT9' }] })
    expect(isWithin(place({ postalCode: 'bt7 1nn' }), bt)).toBe(true)
  })
})
