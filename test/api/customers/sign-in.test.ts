import { beforeAll, describe, expect, test } from 'vitest'
import { codeIn, goodPassword, lettersOf, tokenIn } from '../../support/customers.js'
import { type ShopApi, startTestShop } from '../../support/shop-api.js'
import { statementsOf } from '../../support/statements.js'

const rejection = '... on Rejection { errors { __typename code message field } }'
const signInPayload =
  '... on SignInPayload { session { accessToken expiresAt refreshToken } customer { id email emailVerified } }'
const accepted = `... on AcceptedPayload { accepted } ${rejection}`

let shop: ShopApi
beforeAll(async () => {
  shop = await startTestShop()
})

/** What a mutation of one `input` answers. */
async function mutate(name: string, selection: string, input: object, token?: string) {
  const document = `mutation ($input: ${types[name]}!) { ${name}(input: $input) { ${selection} } }`
  return (await shop.ask(document, { input }, bearer(token)))[name]
}
const types: Readonly<Record<string, string>> = {
  customerSignUp: 'CustomerSignUpInput',
  customerSignIn: 'CustomerSignInInput',
  customerSignInByCode: 'CustomerSignInByCodeInput',
  customerSignInCodeRequest: 'EmailInput',
  customerPasswordResetRequest: 'EmailInput',
  customerPasswordReset: 'PasswordResetInput',
  customerEmailVerify: 'TokenInput',
  customerPasswordChange: 'CustomerPasswordChangeInput',
  customerEmailChangeRequest: 'CustomerEmailChangeInput',
  customerEmailChange: 'TokenInput',
  customerSignOut: 'CustomerSignOutInput',
  sessionRefresh: 'SessionRefreshInput',
}
const bearer = (token?: string): Record<string, string> => (token ? { authorization: `Bearer ${token}` } : {})
const me = async (token?: string) => (await shop.ask('{ customer { email } }', {}, bearer(token))).customer

let people = 0
async function signedUp(): Promise<string> {
  const email = `adept${++people}@example.com`
  const input = { email, password: goodPassword, firstName: 'Anna' }
  expect(await mutate('customerSignUp', accepted, input)).toEqual({ accepted: true })
  return email
}
const signIn = (email: string, password = goodPassword) =>
  mutate('customerSignIn', `${signInPayload} ${rejection}`, { email, password })

describe('a customer', () => {
  test('signs up, proves the address, signs in, renews the session and signs out', async () => {
    const email = await signedUp()
    const [letter] = await lettersOf(shop)
    const proof = { token: tokenIn(letter), password: goodPassword }
    const verified = await mutate('customerEmailVerify', signInPayload, proof)
    expect(verified.customer).toEqual({ id: expect.stringMatching(/^cus_/), email, emailVerified: true })
    const { session } = await signIn(email)
    expect(await me(session.accessToken)).toEqual({ email })
    expect(await me()).toBeNull()
    const selection = `... on Session { accessToken refreshToken } ${rejection}`
    const renewed = await mutate('sessionRefresh', selection, { refreshToken: session.refreshToken })
    expect(await me(renewed.accessToken)).toEqual({ email })
    const signedOut = await mutate('customerSignOut', accepted, {}, renewed.accessToken)
    expect(signedOut).toEqual({ accepted: true })
    const [error] = await shop.errorsOf('{ customer { email } }', {}, bearer(renewed.accessToken))
    expect(error.extensions.code).toBe('UNAUTHENTICATED')
    expect(await me(verified.session.accessToken)).toEqual({ email })
  })

  test('signs out everywhere', async () => {
    const email = await signedUp()
    const [one, two] = [await signIn(email), await signIn(email)]
    await mutate('customerSignOut', accepted, { everywhere: true }, one.session.accessToken)
    for (const { session } of [one, two]) {
      const { status } = await shop.http
        .post('/graphql')
        .set(bearer(session.accessToken))
        .send({ query: '{ __typename }' })
      expect(status).toBe(401)
    }
  })

  test('signs in by a code, chooses a new password and another address', async () => {
    const email = await signedUp()
    await lettersOf(shop)
    await mutate('customerSignInCodeRequest', accepted, { email })
    const [code] = await lettersOf(shop)
    const input = { email, code: codeIn(code).toLowerCase() }
    const byCode = await mutate('customerSignInByCode', signInPayload, input)
    expect(byCode.customer.emailVerified).toBe(true)
    await mutate('customerPasswordResetRequest', accepted, { email })
    const [reset] = await lettersOf(shop)
    const chosen = { token: tokenIn(reset), password: 'citrinitas 4 all' }
    const { session } = await mutate('customerPasswordReset', signInPayload, chosen)
    await lettersOf(shop)
    const change = { email: `new.${email}`, password: chosen.password }
    await mutate('customerEmailChangeRequest', accepted, change, session.accessToken)
    const [confirm] = await lettersOf(shop)
    await mutate('customerEmailChange', accepted, { token: tokenIn(confirm) })
    expect(await me(session.accessToken)).toEqual({ email: `new.${email}` })
    expect((await signIn(`new.${email}`, chosen.password)).customer.email).toBe(`new.${email}`)
  })

  test('chooses another password while signed in, which ends other sessions and is told by letter', async () => {
    const email = await signedUp()
    const [here, elsewhere] = [await signIn(email), await signIn(email)]
    await lettersOf(shop)
    const change = (currentPassword: string, password: string, token?: string) =>
      mutate('customerPasswordChange', accepted, { currentPassword, password }, token)
    const { accessToken } = here.session
    const chosen = 'citrinitas 4 all'
    expect(await change('wrong', chosen, accessToken)).toMatchObject({
      errors: [{ code: 'CREDENTIALS_INVALID', field: ['input', 'currentPassword'] }],
    })
    expect(await change(goodPassword, 'short', accessToken)).toMatchObject({
      errors: [{ code: 'PASSWORD_TOO_WEAK', field: ['input', 'password'] }],
    })
    expect(await change(goodPassword, chosen, accessToken)).toEqual({ accepted: true })
    expect(await me(accessToken)).toEqual({ email })
    const [error] = await shop.errorsOf('{ customer { email } }', {}, bearer(elsewhere.session.accessToken))
    expect(error.extensions.code).toBe('UNAUTHENTICATED')
    expect((await lettersOf(shop)).map(({ subject, to }) => [subject, to])).toEqual([
      [expect.stringContaining('was changed'), email],
    ])
    expect((await signIn(email)).errors).toMatchObject([{ code: 'CREDENTIALS_INVALID' }])
    expect((await signIn(email, chosen)).customer.email).toBe(email)
    const nobody = `mutation { customerPasswordChange(input: { currentPassword: "a", password: "b" }) { __typename } }`
    expect((await shop.errorsOf(nobody))[0].extensions.code).toBe('UNAUTHENTICATED')
  })

  test('whose address somebody else signed up with keeps neither their password nor their sessions', async () => {
    const email = await signedUp()
    const [letter] = await lettersOf(shop)
    const mallory = await signIn(email)
    const wrong = { token: tokenIn(letter), password: 'not the password' }
    expect(await mutate('customerEmailVerify', `${signInPayload} ${rejection}`, wrong)).toMatchObject({
      errors: [{ code: 'CREDENTIALS_INVALID', field: ['input', 'password'] }],
    })
    const owner = await mutate('customerEmailVerify', signInPayload, { token: tokenIn(letter) })
    const { customer } = await shop.ask(
      '{ customer { email hasPassword } }',
      {},
      bearer(owner.session.accessToken),
    )
    expect(customer).toEqual({ email, hasPassword: false })
    const [error] = await shop.errorsOf('{ customer { email } }', {}, bearer(mallory.session.accessToken))
    expect(error.extensions.code).toBe('UNAUTHENTICATED')
    expect((await signIn(email)).errors).toMatchObject([{ code: 'CREDENTIALS_INVALID' }])
  })

  test('who is signed in proves the address without the password', async () => {
    const email = await signedUp()
    const [letter] = await lettersOf(shop)
    const { session } = await signIn(email)
    await mutate('customerEmailVerify', signInPayload, { token: tokenIn(letter) }, session.accessToken)
    expect(await me(session.accessToken)).toEqual({ email })
    expect((await signIn(email)).customer.emailVerified).toBe(true)
  })

  test('is told what is wrong with what was typed, by its field', async () => {
    const input = { email: 'anna', password: 'short' }
    const { errors } = await mutate('customerSignUp', accepted, input)
    expect(errors).toMatchObject([
      { __typename: 'InvalidInput', code: 'INVALID_FORMAT', field: ['input', 'email'] },
      { __typename: 'InvalidInput', code: 'PASSWORD_TOO_WEAK', field: ['input', 'password'] },
    ])
    const wrong = await mutate('customerEmailVerify', `${signInPayload} ${rejection}`, { token: 'atm_x' })
    expect(wrong.errors).toMatchObject([
      { __typename: 'OtherError', code: 'TOKEN_INVALID', field: ['input', 'token'] },
    ])
  })
})

describe('nobody learns who has an account', () => {
  const answersFor = async (email: string) => ({
    signUp: await mutate('customerSignUp', accepted, { email, password: goodPassword }),
    signIn: await signIn(email, 'not the password'),
    code: await mutate('customerSignInCodeRequest', accepted, { email }),
    byCode: await mutate('customerSignInByCode', `${signInPayload} ${rejection}`, {
      email,
      code: '0000-0000',
    }),
    reset: await mutate('customerPasswordResetRequest', accepted, { email }),
  })

  test('by any answer', async () => {
    const known = await answersFor(await signedUp())
    const unknown = await answersFor('nobody.at.all@example.com')
    expect(unknown).toEqual(known)
    expect(known.signIn.errors).toMatchObject([
      { __typename: 'OtherError', code: 'CREDENTIALS_INVALID', field: ['input', 'email'] },
    ])
  })

  test('by the work that is done: each asks the same statements of the database', async () => {
    const known = await signedUp()
    const work = async (email: string) => {
      const statements = await statementsOf(async () => {
        await signIn(email, 'not the password')
        await mutate('customerPasswordResetRequest', accepted, { email })
        await mutate('customerSignInCodeRequest', accepted, { email })
      })
      // Those who look what was committed, in this gateway or another of the process, do so in their own time.
      return statements.filter(
        (statement) => !/^notify|^select .*("outbox"|pg_snapshot_xmin)/s.test(statement),
      )
    }
    await work('warm.up@example.com')
    const statements = await work(known)
    expect(statements.length).toBeGreaterThan(4)
    expect(await work('stranger@example.com')).toEqual(statements)
  })
})

describe('a request', () => {
  const alias = (i: number) =>
    `a${i}: customerSignIn(input: { email: "a@example.com", password: "guess${i}" }) { __typename }`

  test.each([
    ['aliases', `mutation { ${alias(1)} ${alias(2)} }`],
    [
      'a fragment',
      `mutation { ...F } fragment F on Mutation { ${alias(1)} ... on Mutation { ${alias(2)} } }`,
    ],
    [
      'two kinds of signing in',
      `mutation { ${alias(1)} sessionRefresh(input: { refreshToken: "x" }) { __typename } }`,
    ],
  ])('tries to sign in once: not with %s', async (_, query) => {
    const { status, body } = await shop.http.post('/graphql').send({ query })
    expect([status, body.errors[0].extensions.code]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED'])
    expect(body.data).toBeUndefined()
  })

  test('may hold several operations of which one runs, or one with other fields', async () => {
    const query = `mutation A { ${alias(1)} } mutation B { ${alias(2)} __typename }`
    const { body } = await shop.http.post('/graphql').send({ query, operationName: 'B' })
    expect(body.data.a2.__typename).toBe('Rejection')
  })
})

describe('tries on one account', () => {
  test('are ten a minute from one address, known or not, and others are served', async () => {
    const known = await signedUp()
    for (const email of [known, 'guessed@example.com']) {
      const variables = { input: { email, password: 'guess' } }
      const query = 'mutation ($input: CustomerSignInInput!) { customerSignIn(input: $input) { __typename } }'
      const statuses: number[] = []
      // Signing up counted as well.
      for (let i = email === known ? 1 : 0; i < 12; i++) {
        const { status, body, headers } = await shop.http.post('/graphql').send({ query, variables })
        statuses.push(status)
        if (status !== 429) continue
        const { code, retryAfterMs } = body.errors[0].extensions
        expect([code, body.data]).toEqual(['RATE_LIMITED', null])
        expect(headers['retry-after']).toBe(String(Math.ceil(retryAfterMs / 1_000)))
      }
      expect(statuses.filter((status) => status === 200)).toHaveLength(email === known ? 9 : 10)
      expect(statuses.slice(-2)).toEqual([429, 429])
    }
    expect((await signIn(await signedUp())).customer).toBeDefined()
    expect(JSON.stringify(shop.logged)).not.toMatch(/guessed@|adept\d+@/)
  })
})

test('letters about a change of address go ten times a minute to one address, whoever asks', async () => {
  const codes: string[] = []
  for (let i = 0; i < 3; i++) {
    const { session } = await signIn(await signedUp())
    const input = { email: 'flooded@example.com', password: goodPassword }
    const query = `mutation ($input: CustomerEmailChangeInput!) { customerEmailChangeRequest(input: $input) { ${accepted} } }`
    for (let again = 0; again < 5; again++) {
      const asked = shop.http.post('/graphql').set(bearer(session.accessToken))
      const { body } = await asked.send({ query, variables: { input } })
      codes.push(body.errors?.[0].extensions.code ?? 'OK')
    }
  }
  expect(codes).toEqual([...Array(10).fill('OK'), ...Array(5).fill('RATE_LIMITED')])
})

test('no token, password or address stands in the log', async () => {
  const email = await signedUp()
  const { session } = await signIn(email)
  await me(session.accessToken)
  const log = JSON.stringify(shop.logged)
  for (const secret of [email, goodPassword, session.accessToken, session.refreshToken])
    expect(log).not.toContain(secret)
})
