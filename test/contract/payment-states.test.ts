import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { drawnPage } from '../../scripts/draw-payment-states.js'

test('docs/payments.md has the states of payments as the rules have them', () => {
  expect(drawnPage()).toBe(readFileSync('docs/payments.md', 'utf8'))
  expect(drawnPage()).toContain('| `FAILED` | · | · | `AUTHORIZED` | `VOIDED` | `PAID` |')
})
