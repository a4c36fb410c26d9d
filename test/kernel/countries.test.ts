import { expect, test } from 'vitest'
import { countryCodes } from '../../src/kernel/countries.js'

test('the countries are the 249 of ISO 3166-1, each with a name that people know', () => {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  expect(countryCodes.size).toBe(249)
  for (const code of countryCodes) expect(names.of(code), code).toBeDefined()
  // Reserved, withdrawn or a group of countries, though names are known for them.
  for (const code of ['UK', 'EU', 'UN', 'XK', 'SU', 'AN', 'ZZ'])
    expect(countryCodes.has(code), code).toBe(false)
})
