import { hash } from 'node:crypto'
import { invalid, type Problem } from '../../kernel/problem.js'

const shape = /^[\x21-\x7e]{16,64}$/

/** Why a text cannot be an idempotency key. */
export function keyProblems(key: string): Problem[] {
  if (shape.test(key)) return []
  const message = '`idempotencyKey` must be 16 to 64 visible ASCII characters, such as a UUID.'
  return [invalid('INVALID_FORMAT', ['idempotencyKey'], message, { min: '16', max: '64' })]
}

/** The same for inputs that ask for the same, in whatever order their fields stand. */
export const hashOf = (input: object): string => hash('sha256', JSON.stringify(input, inOrder), 'hex')

const inOrder = (_: string, value: unknown): unknown =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value
