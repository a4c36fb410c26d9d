import { describe, expect, test } from 'vitest'
import {
  bootstrapKeyId,
  isKeyId,
  isUsable,
  keyInputProblems,
  revocationProblems,
} from '../../../src/domains/access/rules.js'
import { newSecret, prefixOf } from '../../../src/domains/access/secrets.js'
import type { ApiKey, Permission } from '../../../src/domains/access/types.js'
import { hashOf } from '../../../src/domains/credentials/index.js'
import { newId } from '../../../src/kernel/ids.js'

const now = new Date('2030-01-01T00:00:00.000Z')
const before = new Date(now.getTime() - 1)
const after = new Date(now.getTime() + 1)
const held = new Set<Permission>(['KEYS_WRITE', 'CATALOG_READ'])
const fine = { name: 'Feed', permissions: ['CATALOG_READ'] as Permission[] }

const refusals = (input: Parameters<typeof keyInputProblems>[0]) =>
  keyInputProblems(input, held, now).map(({ code, field }) => `${code} ${field?.join('.')}`)

describe('making a key', () => {
  test('with permissions of one’s own is fine', () => {
    expect(refusals(fine)).toEqual([])
    expect(refusals({ ...fine, permissions: [...held], expiresAt: after })).toEqual([])
    expect(refusals({ ...fine, expiresAt: null })).toEqual([])
  })

  test('nobody grants what they do not hold', () => {
    const problems = keyInputProblems(
      { ...fine, permissions: ['CATALOG_READ', 'AUDIT_READ', 'PRICES_WRITE'] },
      held,
      now,
    )
    expect(problems).toMatchObject([
      { code: 'INVALID', field: ['permissions', '1'], allowed: ['CATALOG_READ', 'KEYS_WRITE'] },
      { code: 'INVALID', field: ['permissions', '2'] },
    ])
  })

  test('whose time is over is refused, with a message alone: its least and most are decimals', () => {
    expect(keyInputProblems({ ...fine, expiresAt: before }, held, now)).toEqual([
      {
        kind: 'invalid',
        code: 'OUT_OF_RANGE',
        field: ['expiresAt'],
        message: expect.stringContaining('is 2029-12-31T23:59:59.999Z, which is past'),
      },
    ])
  })

  test('every problem is told at once', () => {
    expect(refusals({ name: ' ', permissions: [], expiresAt: now })).toEqual([
      'REQUIRED name',
      'REQUIRED permissions',
      'OUT_OF_RANGE expiresAt',
    ])
  })
})

test('a key works until the instant it expires, or is revoked', () => {
  expect(isUsable({ revokedAt: null, expiresAt: null }, now)).toBe(true)
  expect(isUsable({ revokedAt: null, expiresAt: after }, now)).toBe(true)
  expect(isUsable({ revokedAt: null, expiresAt: now }, now)).toBe(false)
  expect(isUsable({ revokedAt: before, expiresAt: null }, now)).toBe(false)
})

test('only the configuration ends its own key', () => {
  const key = { id: newId() } as ApiKey
  expect(revocationProblems(key)).toEqual([])
  expect(revocationProblems({ ...key, id: bootstrapKeyId })).toMatchObject([
    { field: ['id'], message: expect.stringContaining('ATHANOR_ADMIN_KEY') },
  ])
})

test('ids of keys are told from other text', () => {
  expect([newId(), bootstrapKeyId].map(isKeyId)).toEqual([true, true])
  expect(['', 'boot\0strap', `${newId()} `, newId().toUpperCase()].map(isKeyId)).toEqual([
    false,
    false,
    false,
    false,
  ])
})

test('a secret has 256 random bits, shows 24 of them, and is kept as its SHA-256', () => {
  const secrets = new Set(Array.from({ length: 1000 }, newSecret))
  expect(secrets.size).toBe(1000)
  for (const secret of secrets) {
    expect(secret).toMatch(/^ath_[\w-]{43}$/)
    expect(prefixOf(secret)).toBe(secret.slice(0, 8))
  }
  expect(hashOf('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})
