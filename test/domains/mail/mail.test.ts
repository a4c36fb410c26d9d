import { beforeEach, describe, expect, test } from 'vitest'
import { createMail, type Letter, type Mail } from '../../../src/domains/mail/index.js'
import { openTestDatabase, type TestDatabase } from '../../support/database.js'
import { testClock } from '../../support/shop.js'

const clock = testClock()
const anna = { kind: 'CUSTOMER', id: 'anna' } as const
const letter = (to: string): Letter => ({ to, subject: 'a', text: 'b', html: '<p>b' })

let db: TestDatabase
let mail: Mail
beforeEach(async () => {
  clock.set('2030-01-01T00:00:00.000Z')
  db = await openTestDatabase()
  mail = createMail({ db, clock })
})

const want = (name = 'WELCOME') => db.write((tx) => mail.want(tx, { letter: name, recipient: anna }))
const compose = async () => letter('anna@example.com')
const send = (mailer = { send: async (_: Letter) => {} }, writing: () => Promise<Letter | null> = compose) =>
  mail.sendDue({ at: clock.now(), mailer, compose: writing, isStopping: () => false })

describe('a letter', () => {
  test('is sent once', async () => {
    await want()
    expect(await send()).toEqual({ sent: 1, failed: [] })
    expect(await send()).toEqual({ sent: 0, failed: [] })
  })

  test('is not wanted by a change that is undone', async () => {
    const undone = db.write(async (tx) => {
      await mail.want(tx, { letter: 'WELCOME', recipient: anna })
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect((await send()).sent).toBe(0)
  })

  test('that cannot be sent is tried again, at growing distances, written anew, and then given up', async () => {
    await want()
    let written = 0
    const writing = async () => {
      written++
      return compose()
    }
    const broken = { send: () => Promise.reject(new Error('450 anna@example.com is busy')) }
    const tryAt = async (ms: number) => {
      clock.set(new Date(ms).toISOString())
      const { failed } = await send(broken, writing)
      return failed.map(({ tries, isGivenUp }) => [tries, isGivenUp])
    }
    let at = Date.parse('2030-01-01T00:00:00.000Z')
    expect(await tryAt(at)).toEqual([[1, false]])
    for (const [i, seconds] of [30, 120, 480, 1_920, 7_680, 30_720, 122_880].entries()) {
      at += seconds * 1_000
      expect(await tryAt(at - 1)).toEqual([])
      expect(await tryAt(at)).toEqual([[i + 2, i === 6]])
    }
    expect(written).toBe(8)
    clock.set('2031-01-01T00:00:00.000Z')
    expect(await send()).toEqual({ sent: 0, failed: [] })
  })

  test('that is no longer to be sent is dropped', async () => {
    await want()
    let sent = 0
    await send({ send: async () => void sent++ }, async () => null)
    expect(sent).toBe(0)
    expect((await send()).sent).toBe(0)
  })

  test('that fails holds up no other', async () => {
    await want('BROKEN')
    await want('WELCOME')
    const sent: string[] = []
    const result = await mail.sendDue({
      at: clock.now(),
      compose: async ({ letter: name }) => letter(name),
      mailer: {
        async send({ to }) {
          if (to === 'BROKEN') throw new Error('no')
          sent.push(to)
        },
      },
      isStopping: () => false,
    })
    expect([sent, result.failed.map((one) => one.letter)]).toEqual([['WELCOME'], ['BROKEN']])
  })
})

describe('the outbox', () => {
  test('keeps the newest hundred letters, the newest first', async () => {
    for (let i = 0; i < 102; i++) await mail.keeper.send(letter(`${i}@example.com`))
    const kept = await mail.kept()
    expect(kept.map(({ to }) => to)).toEqual(Array.from({ length: 100 }, (_, i) => `${101 - i}@example.com`))
  })
})
