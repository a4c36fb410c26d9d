import { expect, test } from 'vitest'
import { canonicalDecimal } from '../../src/kernel/decimal.js'

test.each([
  ['2.130', '2.13'],
  [' 2.13 ', '2.13'],
  ['007', '7'],
  ['-0', '0'],
  ['-0.000', '0'],
  ['-0.50', '-0.5'],
  ['0.000000000001', '0.000000000001'],
  ['12345678901234567890', '12345678901234567890'],
  [2.5, '2.5'],
  [-3, '-3'],
  [1e-7, '0.0000001'],
])('%j is %s', (value, canonical) => {
  expect(canonicalDecimal(value)).toBe(canonical)
  expect(canonicalDecimal(canonical)).toBe(canonical)
})

test.each([
  '',
  '.',
  '1.',
  '.5',
  '1e3',
  '1,5',
  '+1',
  '--1',
  '0x1',
  'NaN',
  '1'.repeat(21),
  '0.0000000000001',
  1e21,
  Number.NaN,
])('%j is no decimal', (value) => {
  expect(canonicalDecimal(value)).toBeNull()
})
