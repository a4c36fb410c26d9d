import { describe, expect, test } from 'vitest'
import { addressOf, addressProblems, formattedAddress } from '../../src/kernel/address.js'
import { countryCodes } from '../../src/kernel/countries.js'

const refused = (input: Parameters<typeof addressProblems>[1]) =>
  addressProblems(['address'], input).map(({ code, field }) => `${code} ${field?.join('.')}`)

describe('an address needs what its country asks for', () => {
  test.each([
    ['DE', ['address1', 'city', 'postalCode']],
    ['US', ['address1', 'city', 'postalCode', 'provinceCode']],
    ['GB', ['address1', 'city', 'postalCode']],
    ['RU', ['address1', 'city', 'postalCode']],
    ['IT', ['address1', 'city', 'postalCode', 'provinceCode']],
    ['AE', ['address1', 'provinceCode']],
    ['HK', ['address1', 'city']],
    ['SG', ['address1', 'postalCode']],
    ['ZW', ['address1', 'city']],
  ])('%s: %j', (country, fields) => {
    expect(refused({ country, firstName: ' ' })).toEqual(fields.map((field) => `REQUIRED address.${field}`))
  })

  test('and never more than there is to say', () => {
    for (const country of countryCodes)
      expect([country, refused({ country }).length > 0]).toEqual([country, true])
  })
})

test.each([
  ['DE', '1011', ['POSTAL_CODE_INVALID address.postalCode']],
  ['DE', '10119', []],
  ['GB', 'sw1a 1aa', []],
  ['GB', '12345', ['POSTAL_CODE_INVALID address.postalCode']],
  ['NL', '1012 JS', []],
  ['ZW', 'whatever', []],
])('in %s the postal code %s gives %j', (country, postalCode, problems) => {
  expect(refused({ country, postalCode, address1: 'x', city: 'y' })).toEqual(problems)
})

test('a text that cannot be kept is named by its field', () => {
  const faults = { address1: 'a\ud800', city: 'b\u0000', company: 'c'.repeat(201) }
  expect(refused({ country: 'DE', postalCode: '10119', ...faults })).toEqual([
    'TOO_LONG address.company',
    'INVALID_FORMAT address.address1',
    'INVALID_FORMAT address.city',
  ])
})

describe('an address is written as its country does', () => {
  const shown = (input: Parameters<typeof addressOf>[0]) => formattedAddress(addressOf(input))
  const name = { firstName: 'Anna', lastName: 'Karlova' }

  test.each([
    [
      {
        ...name,
        address1: 'Torstraße 1',
        address2: 'Hof 2',
        city: 'Berlin',
        postalCode: '10119',
        country: 'DE',
      },
      ['Anna Karlova', 'Torstraße 1', 'Hof 2', '10119 Berlin', 'DE'],
    ],
    [
      {
        ...name,
        address1: '1 Main St',
        city: 'Salem',
        provinceCode: 'MA',
        postalCode: '01970',
        country: 'US',
      },
      ['Anna Karlova', '1 Main St', 'Salem, MA 01970', 'US'],
    ],
    [
      {
        company: '株式会社',
        address1: '千代田1-1',
        provinceCode: '東京都',
        postalCode: '100-0001',
        country: 'JP',
      },
      ['〒100-0001', '東京都', '千代田1-1', '株式会社', 'JP'],
    ],
    [{ country: 'AT' }, ['AT']],
  ])('%j', (input, lines) => {
    expect(shown(input)).toEqual(lines)
  })
})
