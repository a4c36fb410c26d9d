import { beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../src/db/index.js'
import { createLease } from '../../src/workers/lease.js'
import { openTestDatabase } from '../support/database.js'

const ttlMs = 1_000
let db: Database
let elapsed: number
beforeEach(async () => {
  db = await openTestDatabase()
  elapsed = 0
})

const candidate = (name = 'lead') => createLease({ db, name, ttlMs, elapsedMs: () => elapsed })

describe('a lease', () => {
  it('is held by one of many who want it at once', async () => {
    const claims = await Promise.all(Array.from({ length: 8 }, () => candidate().claim()))
    expect(claims.filter(Boolean)).toHaveLength(1)
  })

  it('is one for each name', async () => {
    expect(await candidate('one').claim()).toBe(true)
    expect(await candidate('two').claim()).toBe(true)
  })

  it('stays with a holder that renews it', async () => {
    const [holder, other] = [candidate(), candidate()]
    await holder.claim()
    for (let i = 0; i < 10; i++) {
      elapsed += ttlMs / 2
      expect(await holder.claim()).toBe(true)
      expect(await other.claim()).toBe(false)
    }
  })

  it('passes on when the holder has shown no sign of life for its whole time', async () => {
    const [holder, other] = [candidate(), candidate()]
    await holder.claim()
    expect(await other.claim()).toBe(false)
    elapsed += ttlMs - 1
    expect(await other.claim()).toBe(false)
    expect(holder.isHeld()).toBe(true)
    elapsed += 1
    expect(holder.isHeld()).toBe(false)
    expect(await other.claim()).toBe(true)
    expect(await holder.claim()).toBe(false)
  })

  it('passes to one of many candidates', async () => {
    const [holder, ...others] = Array.from({ length: 9 }, () => candidate())
    await holder?.claim()
    await Promise.all(others.map((other) => other.claim()))
    elapsed += ttlMs
    const claims = await Promise.all(others.map((other) => other.claim()))
    expect(claims.filter(Boolean)).toHaveLength(1)
  })

  it('passes on at once when it is released', async () => {
    const [holder, other] = [candidate(), candidate()]
    await holder.claim()
    await other.claim()
    await holder.release()
    expect(holder.isHeld()).toBe(false)
    expect(await other.claim()).toBe(true)
  })

  it('is not released by somebody who has lost it', async () => {
    const [holder, other] = [candidate(), candidate()]
    await holder.claim()
    await other.claim()
    elapsed += ttlMs
    await other.claim()
    await holder.release()
    expect(await candidate().claim()).toBe(false)
  })
})
