import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { composeLetters } from '../../../src/app/mail/letters.js'
import { createAccess } from '../../../src/domains/access/index.js'
import { createCredentials } from '../../../src/domains/credentials/index.js'
import { createCustomers } from '../../../src/domains/customers/index.js'
import { codeIn, goodPassword, lettersOf, refusedBy, tokenIn } from '../../support/customers.js'
import { passwordCost } from '../../support/passwords.js'
import { must, openTestShop, type TestShop } from '../../support/shop.js'

let shop: TestShop
beforeAll(async () => {
  shop = await openTestShop()
})

/** Of somebody new in each test. */
let email: string
let other: string
let people = 0
beforeEach(async () => {
  await lettersOf(shop)
  email = `Anna.${++people}@Example.com`
  other = `boris.${people}@example.com`
})

const signUp = (given: object = {}, locale = 'en') =>
  shop.customers.accounts.signUp({ email, password: goodPassword, ...given }, locale)
const signIn = (password = goodPassword, address = email) =>
  shop.customers.accounts.signIn({ email: address, password })
const viewerOf = (token: string) => shop.access.viewerOf(token)
const byEmail = async (address = email) => shop.customers.find({ email: address })

describe('signing up', () => {
  test('makes an account that is signed in to in any spelling of its address', async () => {
    await must(signUp({ firstName: ' Anna ', lastName: '', acceptsMarketing: true }, 'ru'))
    const { session, customer } = await must(signIn(goodPassword, ` ${email.toUpperCase()} `))
    expect(customer).toMatchObject({
      ...{ email, emailVerifiedAt: null, firstName: 'Anna', lastName: null, locale: 'ru' },
      ...{ acceptsMarketing: true, hasPassword: true, version: 1 },
    })
    expect(JSON.stringify(customer)).not.toMatch(/argon2|passwordHash/)
    expect(await viewerOf(session.accessToken)).toMatchObject({ kind: 'customer', customerId: customer.id })
  })

  test('twice changes nothing, and tells the mailbox alone', async () => {
    await must(signUp({ firstName: 'Anna' }))
    await lettersOf(shop)
    expect(await signUp({ firstName: 'Mallory', password: 'mallory was here' })).toEqual({
      ok: true,
      value: null,
    })
    expect(await byEmail()).toMatchObject({ firstName: 'Anna', version: 1 })
    expect((await signIn('mallory was here')).ok).toBe(false)
    const letters = await lettersOf(shop)
    expect(letters.map(({ to, subject }) => [to, subject])).toEqual([
      [email, expect.stringContaining('You have an account at')],
    ])
  })

  test('at the same time makes one account', async () => {
    const all = await Promise.all(Array.from({ length: 10 }, () => signUp()))
    expect(all.every(({ ok }) => ok)).toBe(true)
    expect(await shop.customers.pages.count(email)).toBe(1)
  })

  test.each([
    [{ email: 'anna' }, 'INVALID_FORMAT email'],
    [{ email: 'anna@example' }, 'INVALID_FORMAT email'],
    [{ email: 'anna@example.com, mallory@example.com' }, 'INVALID_FORMAT email'],
    [{ email: 'anna@example.com\nBcc: all@example.com' }, 'INVALID_FORMAT email'],
    [{ email: `${'a'.repeat(65)}@example.com` }, 'INVALID_FORMAT email'],
    [{ email: 'anna\ud800@example.com' }, 'INVALID_FORMAT email'],
    [{ password: 'short' }, 'PASSWORD_TOO_WEAK password'],
    [{ firstName: 'x'.repeat(101) }, 'TOO_LONG firstName'],
    [{ lastName: 'a\u0000b' }, 'INVALID_FORMAT lastName'],
  ])('with %j is refused', async (given, refused) => {
    const before = await shop.customers.pages.count(null)
    expect(refusedBy(await signUp(given))).toEqual([refused])
    expect(await shop.customers.pages.count(null)).toBe(before)
  })
})

describe('signing in', () => {
  test('answers the same to a wrong password, an unknown address and an account without a password', async () => {
    await must(signUp())
    await must(shop.customers.save(shop.actor, { email: other }))
    const answers = [
      await signIn('not the password'),
      await signIn(goodPassword, 'nobody@example.com'),
      await signIn(goodPassword, other),
      await signIn('', 'no address'),
    ]
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1)
    expect(refusedBy(answers[0] as never)).toEqual(['CREDENTIALS_INVALID email'])
  })

  test('costs a check of a password for unknown addresses too', async () => {
    const { db, clock, audit, mail } = shop
    const real = createCredentials({ db, clock, passwordCost })
    const checked: (string | null)[] = []
    const matches: typeof real.passwords.matches = (hash, password) => {
      checked.push(hash)
      return real.passwords.matches(hash, password)
    }
    const credentials = { ...real, passwords: { ...real.passwords, matches } }
    const { accounts } = createCustomers({ db, clock, audit, mail, credentials })
    await accounts.signIn({ email: 'nobody@example.com', password: goodPassword })
    expect(checked).toEqual([null])
  })

  test('by a code that was mailed proves the address and ends the password of whoever did not', async () => {
    await must(signUp())
    const mallory = await must(signIn())
    await lettersOf(shop)
    await must(shop.customers.accounts.requestSignInCode(email))
    const [letter] = await lettersOf(shop)
    const { accounts } = shop.customers
    const { customer } = await must(accounts.signInByCode({ email, code: codeIn(letter) }))
    expect(customer).toMatchObject({ emailVerifiedAt: shop.clock.now(), hasPassword: false })
    expect(await viewerOf(mallory.session.accessToken)).toBeNull()
    expect((await signIn()).ok).toBe(false)
    expect((await accounts.signInByCode({ email, code: codeIn(letter) })).ok).toBe(false)
  })

  test('by a code keeps the password of an address that was proved before', async () => {
    await must(signUp())
    const [welcome] = await lettersOf(shop)
    await must(shop.customers.accounts.verifyEmail({ token: tokenIn(welcome), password: goodPassword }, null))
    await must(shop.customers.accounts.requestSignInCode(email))
    const [letter] = await lettersOf(shop)
    await must(shop.customers.accounts.signInByCode({ email, code: codeIn(letter) }))
    await must(signIn())
  })

  test('by a code answers the same for unknown addresses', async () => {
    await must(signUp())
    const { accounts } = shop.customers
    const [known, unknown] = [
      await accounts.signInByCode({ email, code: '0000-0000' }),
      await accounts.signInByCode({ email: other, code: '0000-0000' }),
    ]
    expect(known).toEqual(unknown)
    expect(refusedBy(known)).toEqual(['CREDENTIALS_INVALID email'])
  })

  test('ends here or everywhere', async () => {
    await must(signUp())
    const sessions = [await must(signIn()), await must(signIn()), await must(signIn())]
    const viewers = () => Promise.all(sessions.map(({ session }) => viewerOf(session.accessToken)))
    const [first, second] = await viewers()
    if (first?.kind !== 'customer' || second?.kind !== 'customer') throw new Error('nobody is signed in')
    await shop.customers.accounts.signOut(first, false)
    expect((await viewers()).map((one) => one !== null)).toEqual([false, true, true])
    await shop.customers.accounts.signOut(second, true)
    expect(await viewers()).toEqual([null, null, null])
  })
})

describe('a password', () => {
  test('is chosen anew by one of fifty who show a token at the same time', async () => {
    await must(signUp())
    const before = await must(signIn())
    await lettersOf(shop)
    await must(shop.customers.accounts.requestPasswordReset(email))
    const [letter] = await lettersOf(shop)
    const token = tokenIn(letter)
    const reset = (i: number) =>
      shop.customers.accounts.resetPassword({ token, password: `the ${i}th new password` })
    const all = await Promise.all(Array.from({ length: 50 }, (_, i) => reset(i)))
    const [winner, ...more] = all.flatMap((one, i) => (one.ok ? [i] : []))
    expect(more).toEqual([])
    expect(await viewerOf(before.session.accessToken)).toBeNull()
    expect((await signIn()).ok).toBe(false)
    const { customer } = await must(signIn(`the ${winner}th new password`))
    expect(customer.emailVerifiedAt).toEqual(shop.clock.now())
    expect((await lettersOf(shop)).map(({ subject }) => subject)).toEqual([
      expect.stringContaining('was changed'),
    ])
  })

  test('that is chosen anew ends the change to an address that somebody else has asked for', async () => {
    await must(signUp())
    const { customer } = await must(signIn())
    await lettersOf(shop)
    const { accounts } = shop.customers
    await must(accounts.requestEmailChange(customer.id, { email: other, password: goodPassword }))
    const [mallorys] = await lettersOf(shop)
    await must(accounts.requestPasswordReset(email))
    const token = tokenIn((await lettersOf(shop))[0])
    await must(accounts.resetPassword({ token, password: 'a new password of mine' }))
    expect(refusedBy(await accounts.changeEmail(tokenIn(mallorys)))).toEqual(['TOKEN_INVALID token'])
    expect(await byEmail()).toMatchObject({ id: customer.id })
  })

  test('is not hashed for tokens that open nothing', async () => {
    const { db, clock, audit, mail } = shop
    const real = createCredentials({ db, clock, passwordCost })
    const hash = () => Promise.reject(new Error('a password was hashed'))
    const credentials = { ...real, passwords: { ...real.passwords, hash } }
    const { accounts } = createCustomers({ db, clock, audit, mail, credentials })
    const { staff } = createAccess({ db, clock, audit, credentials })
    const input = { token: `atm_${'x'.repeat(43)}`, password: 'a new password of mine' }
    for (const reset of [accounts.resetPassword, staff.resetPassword])
      expect(refusedBy(await reset(input))).toEqual(['TOKEN_INVALID token'])
  })

  test('that is too weak leaves the token as it is', async () => {
    await must(signUp())
    await lettersOf(shop)
    await must(shop.customers.accounts.requestPasswordReset(email))
    const token = tokenIn((await lettersOf(shop))[0])
    const { resetPassword } = shop.customers.accounts
    expect(refusedBy(await resetPassword({ token, password: 'short' }))).toEqual([
      'PASSWORD_TOO_WEAK password',
    ])
    expect((await resetPassword({ token, password: 'long enough now' })).ok).toBe(true)
  })

  test('is asked for anew with the same answer and the same facts, and without a letter to a stranger', async () => {
    await must(signUp())
    await lettersOf(shop)
    const { requestPasswordReset } = shop.customers.accounts
    expect(await requestPasswordReset('nobody@example.com')).toEqual(await requestPasswordReset(email))
    expect((await lettersOf(shop)).map(({ to }) => to)).toEqual([email])
  })

  test('is mailed for five times an hour at most', async () => {
    await must(signUp())
    await lettersOf(shop)
    for (let i = 0; i < 8; i++) await must(shop.customers.accounts.requestPasswordReset(email))
    expect(await lettersOf(shop)).toHaveLength(5)
  })
})

describe('an address', () => {
  test('is proved by the token that was mailed to it, which signs in', async () => {
    await must(signUp())
    const [letter] = await lettersOf(shop)
    const { customer, session } = await must(
      shop.customers.accounts.verifyEmail({ token: tokenIn(letter), password: goodPassword }, null),
    )
    expect(customer.emailVerifiedAt).toEqual(shop.clock.now())
    expect(await viewerOf(session.accessToken)).toMatchObject({ customerId: customer.id })
    expect(
      refusedBy(
        await shop.customers.accounts.verifyEmail({ token: tokenIn(letter), password: goodPassword }, null),
      ),
    ).toEqual(['TOKEN_INVALID token'])
  })

  test('changes once the new one is proved, and its old mailbox is told', async () => {
    await must(signUp())
    const { customer } = await must(signIn())
    await lettersOf(shop)
    const { accounts } = shop.customers
    await must(accounts.requestEmailChange(customer.id, { email: other, password: goodPassword }))
    const letters = await lettersOf(shop)
    expect(letters.map(({ to }) => to)).toEqual([other, email])
    expect(await byEmail(other)).toBeNull()
    await must(accounts.changeEmail(tokenIn(letters[0])))
    expect(await byEmail(other)).toMatchObject({ id: customer.id, emailVerifiedAt: shop.clock.now() })
    expect(await byEmail(email)).toBeNull()
    await must(signIn(goodPassword, other))
  })

  test('of somebody else is not told to be taken, and never becomes that of two', async () => {
    await must(signUp())
    await must(signUp({ email: other }))
    const { customer } = await must(signIn())
    await lettersOf(shop)
    const { accounts } = shop.customers
    const input = { email: other, password: goodPassword }
    expect(await accounts.requestEmailChange(customer.id, input)).toEqual({ ok: true, value: null })
    // As for an address that is nobody's.
    expect((await lettersOf(shop)).map(({ to, subject }) => [to, subject])).toEqual([
      [email, expect.stringContaining('is about to change')],
    ])

    const wanted = `carla.${people}@example.com`
    await must(accounts.requestEmailChange(customer.id, { email: wanted, password: goodPassword }))
    const [letter] = await lettersOf(shop)
    await must(signUp({ email: wanted }))
    expect(refusedBy(await accounts.changeEmail(tokenIn(letter)))).toEqual(['TOKEN_INVALID token'])
  })

  test('is not changed with a wrong password, nor by the token for one that is no longer wanted', async () => {
    await must(signUp())
    const { customer } = await must(signIn())
    await lettersOf(shop)
    const { accounts } = shop.customers
    const wrong = await accounts.requestEmailChange(customer.id, { email: other, password: 'wrong' })
    expect(refusedBy(wrong)).toEqual(['CREDENTIALS_INVALID password'])
    await must(accounts.requestEmailChange(customer.id, { email: other, password: goodPassword }))
    const [first] = await lettersOf(shop)
    await must(accounts.requestEmailChange(customer.id, { email: 'c@example.com', password: goodPassword }))
    expect(refusedBy(await accounts.changeEmail(tokenIn(first)))).toEqual(['TOKEN_INVALID token'])
  })
})

describe('a letter', () => {
  test('is written in the language of its reader, else in that of the shop', async () => {
    await must(signUp({}, 'ru'))
    await must(signUp({ email: other }, 'xx'))
    const letters = await lettersOf(shop)
    expect(letters.map(({ subject }) => subject)).toEqual([
      expect.stringContaining('Подтвердите'),
      expect.stringContaining('Confirm'),
    ])
  })

  test('has a link with the token behind the #, where no server sees it', async () => {
    await must(signUp())
    const [letter] = await lettersOf(shop, 'https://shop.example/')
    expect(letter?.text).toContain(`https://shop.example/account/verify-email#token=${tokenIn(letter)}`)
    expect(letter?.html).toContain(
      `href="https://shop.example/account/verify-email#token=${tokenIn(letter)}"`,
    )
  })

  test('arrives once there is a mail server again, however often it could not be sent', async () => {
    const start = shop.clock.now()
    await must(signUp())
    await shop.react()
    const compose = composeLetters(shop, null)
    const down = { send: () => Promise.reject(new Error('no mail server')) }
    for (let minutes = 1; minutes < 600; minutes *= 3) {
      shop.clock.set(new Date(start.getTime() + minutes * 60_000).toISOString())
      const at = shop.clock.now()
      await shop.mail.sendDue({ at, mailer: down, compose, isStopping: () => false })
    }
    shop.clock.set(new Date(start.getTime() + 48 * 3_600_000).toISOString())
    const letters = await lettersOf(shop)
    expect(letters.map(({ to }) => to)).toEqual([email])
    expect(
      (
        await shop.customers.accounts.verifyEmail(
          { token: tokenIn(letters[0]), password: goodPassword },
          null,
        )
      ).ok,
    ).toBe(true)
  })

  test('shows the name of the shop as text, whatever it is', async () => {
    await must(shop.channels.saveShop(shop.actor, { name: 'A & B <script>"1"</script>' }))
    await must(signUp())
    const [letter] = await lettersOf(shop)
    expect(letter?.html).toContain('A &amp; B &lt;script&gt;&quot;1&quot;&lt;/script&gt;')
    expect(letter?.html).not.toContain('<script>')
  })
})
