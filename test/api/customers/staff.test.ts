import { beforeAll, describe, expect, test } from 'vitest'
import { createContext } from '../../../src/resolvers/context.js'
import { goodPassword, lettersOf, tokenIn } from '../../support/customers.js'
import { type ShopApi, startTestShop } from '../../support/shop-api.js'

const rejection = '... on Rejection { errors { __typename code field message } }'

let shop: ShopApi
beforeAll(async () => {
  shop = await startTestShop()
  await saveRole({ key: 'support', name: 'Support', permissions: ['CUSTOMERS_READ', 'CUSTOMERS_WRITE'] })
  await saveRole({
    key: 'manager',
    name: 'Manager',
    permissions: ['STAFF_WRITE', 'CUSTOMERS_READ', 'AUDIT_READ'],
  })
})

type Headers = Record<string, string>
const bearer = (token: string): Headers => ({ authorization: `Bearer ${token}` })
const admin =
  (name: string, type: string, selection: string) =>
  async (input: object, headers: Headers = {}) => {
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} ${rejection} } }`
    return (await shop.askAdmin(query, { input }, headers))[name]
  }
const saveRole = admin(
  'staffRoleSave',
  'StaffRoleSaveInput',
  '... on StaffRoleSavePayload { role { id key permissions } }',
)
const saveUser = admin(
  'staffUserSave',
  'StaffUserSaveInput',
  '... on StaffUserSavePayload { user { id email name hasPassword disabledAt version roles { key } } }',
)
const session = 'session { accessToken refreshToken } user { id email hasPassword }'
const signIn = admin('staffSignIn', 'StaffSignInInput', `... on StaffSignInPayload { ${session} }`)
const choosePassword = admin(
  'staffPasswordReset',
  'PasswordResetInput',
  `... on StaffSignInPayload { ${session} }`,
)

let people = 0

/** Somebody who was invited, has followed the invitation and is signed in. */
async function hired(...roles: string[]) {
  const email = `worker${++people}@example.com`
  const { user } = await saveUser({ email, name: 'Worker', roles })
  const letter = (await lettersOf(shop)).find(({ to }) => to === email)
  const { session: opened } = await post(choosePasswordQuery, {
    token: tokenIn(letter),
    password: goodPassword,
  })
  return {
    id: user.id as string,
    email,
    headers: bearer(opened.accessToken),
    refreshToken: opened.refreshToken,
  }
}
const choosePasswordQuery = `mutation ($input: PasswordResetInput!) { staffPasswordReset(input: $input) { ... on StaffSignInPayload { ${session} } ${rejection} } }`
async function post(query: string, input: object) {
  const { body } = await shop.http.post('/admin/graphql').send({ query, variables: { input } })
  if (body.errors) throw new Error(JSON.stringify(body.errors))
  return Object.values(body.data)[0] as { session: { accessToken: string; refreshToken: string } }
}
const codeOf = async (query: string, headers: Headers) => {
  const { body } = await shop.http.post('/admin/graphql').set(headers).send({ query })
  return body.errors?.[0].extensions.code ?? 'OK'
}
const customers = '{ customers { totalCount } }'
const locations = '{ stockLocations { totalCount } }'

describe('somebody who works for the shop', () => {
  test('follows an invitation, signs in, does what their roles allow, and is named in the audit', async () => {
    const worker = await hired('support')
    expect([await codeOf(customers, worker.headers), await codeOf(locations, worker.headers)]).toEqual([
      'OK',
      'FORBIDDEN',
    ])
    const { staffViewer } = await shop.askAdmin('{ staffViewer { email roles { key } } }', {}, worker.headers)
    expect(staffViewer).toEqual({ email: worker.email, roles: [{ key: 'support' }] })
    const save = 'mutation { customerGroupSave(input: { key: "adepts", name: "Adepts" }) { __typename } }'
    expect(await codeOf(save, worker.headers)).toBe('OK')
    const { auditEntries } = await shop.askAdmin(
      '{ auditEntries(first: 1, entity: "CustomerGroup") { nodes { actor action } } }',
    )
    const key = worker.id.replace('stf_', '')
    expect(auditEntries.nodes).toEqual([{ actor: `staff:${key}`, action: 'customerGroupSave' }])
  })

  test('loses and gains permissions with their roles, at once', async () => {
    const worker = await hired('support')
    await saveUser({ id: worker.id, roles: [] })
    expect(await codeOf(customers, worker.headers)).toBe('FORBIDDEN')
    await saveUser({ id: worker.id, roles: ['manager'] })
    expect(await codeOf(customers, worker.headers)).toBe('OK')
  })

  test('is somebody else for open sockets with other permissions, and the same with the same', async () => {
    const { id, headers } = await hired('support', 'manager')
    const outcome = { position: null }
    const incoming = { id: 'request', headers, outcome, attempts: { take() {} } }
    const services = { ...shop, caughtUp: async () => null, entities: null }
    const viewerKey = async () => (await createContext(services)(incoming)).viewerKey
    const before = await viewerKey()
    await saveUser({ id, roles: ['manager', 'support'] })
    expect(await viewerKey()).toBe(before)
    await saveUser({ id, roles: ['support'] })
    expect(await viewerKey()).not.toBe(before)
  })

  test('is let in no more once disabled: no session, no password, no letter', async () => {
    const worker = await hired('support')
    const { user } = await saveUser({ id: worker.id, isDisabled: true })
    expect(user.disabledAt).not.toBeNull()
    expect(await codeOf(customers, worker.headers)).toBe('UNAUTHENTICATED')
    const answer = await signIn({ email: worker.email, password: goodPassword })
    expect(answer.errors).toMatchObject([{ code: 'CREDENTIALS_INVALID' }])
    await shop.access.staff.requestPasswordReset(worker.email)
    expect(await lettersOf(shop)).toEqual([])
    await saveUser({ id: worker.id, isDisabled: false })
    expect((await signIn({ email: worker.email, password: goodPassword })).user.id).toBe(worker.id)
  })

  test('chooses a new password by a letter, which ends all sessions', async () => {
    const worker = await hired('support')
    const request = `mutation { staffPasswordResetRequest(input: { email: "${worker.email}" }) { ... on AcceptedPayload { accepted } } }`
    expect((await shop.askAdmin(request)).staffPasswordResetRequest).toEqual({ accepted: true })
    const [letter] = await lettersOf(shop)
    await choosePassword({ token: tokenIn(letter), password: 'another good one' })
    expect(await codeOf(customers, worker.headers)).toBe('UNAUTHENTICATED')
    expect((await signIn({ email: worker.email, password: goodPassword })).errors).toHaveLength(1)
  })

  test('signs out, here or everywhere', async () => {
    const worker = await hired('support')
    const other = await signIn({ email: worker.email, password: goodPassword })
    const elsewhere = bearer(other.session.accessToken)
    const signOut = (everywhere: boolean) =>
      `mutation { staffSignOut(input: { everywhere: ${everywhere} }) { ... on AcceptedPayload { accepted } } }`
    expect(await codeOf(signOut(false), elsewhere)).toBe('OK')
    expect([await codeOf(customers, elsewhere), await codeOf(customers, worker.headers)]).toEqual([
      'UNAUTHENTICATED',
      'OK',
    ])
    await codeOf(signOut(true), worker.headers)
    expect(await codeOf(customers, worker.headers)).toBe('UNAUTHENTICATED')
  })

  test('cannot sign in as a customer, nor a customer as staff, by the same password', async () => {
    const worker = await hired('support')
    await shop.customers.accounts.signUp({ email: 'buyer@example.com', password: goodPassword }, 'en')
    const asCustomer = `mutation { customerSignIn(input: { email: "${worker.email}", password: "${goodPassword}" }) { __typename } }`
    expect((await shop.ask(asCustomer)).customerSignIn.__typename).toBe('Rejection')
    expect((await signIn({ email: 'buyer@example.com', password: goodPassword })).errors).toHaveLength(1)
  })
})

describe('nobody grants more than they have', () => {
  test('not by a role, by giving one, or by becoming somebody mightier', async () => {
    const manager = await hired('manager')
    const boss = await hired('support', 'manager')
    const denied = async (answer: Promise<{ errors?: { code: string; field: string[] }[] }>) =>
      (await answer).errors?.map(({ code, field }) => `${code} ${field.slice(1).join('.')}`)
    const { headers } = manager
    expect(
      await denied(saveRole({ key: 'new', name: 'New', permissions: ['AUDIT_READ', 'KEYS_WRITE'] }, headers)),
    ).toEqual(['INVALID permissions.1'])
    expect(await denied(saveRole({ key: 'support', permissions: ['CUSTOMERS_READ'] }, headers))).toEqual([
      'INVALID key',
    ])
    const friend = { email: 'friend@example.com', name: 'Friend', roles: ['manager', 'support'] }
    expect(await denied(saveUser(friend, headers))).toEqual(['INVALID roles.1'])
    expect(await denied(saveUser({ id: boss.id, email: 'mallory@example.com' }, headers))).toEqual([
      'INVALID id',
    ])
    expect(await denied(saveUser({ id: manager.id, roles: ['support'] }, headers))).toEqual([
      'INVALID roles.0',
    ])
    expect((await saveUser({ ...friend, roles: ['manager'] }, headers)).user.roles).toEqual([
      { key: 'manager' },
    ])
  })

  test('and what is wrong is told by its field', async () => {
    const { errors } = await saveUser({ email: 'x', roles: ['nobles'] })
    expect(errors).toMatchObject([
      { code: 'REQUIRED', field: ['input', 'name'] },
      { code: 'INVALID_FORMAT', field: ['input', 'email'] },
      { code: 'NOT_FOUND', field: ['input', 'roles', '0'] },
    ])
    const worker = await hired('support')
    expect((await saveUser({ id: worker.id, email: 'friend@example.com' })).errors).toMatchObject([
      { code: 'DUPLICATE' },
    ])
    expect((await saveUser({ id: 'stf_1', name: 'x' })).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })
})

test('people are listed, the newest first, page by page', async () => {
  const query = `query ($first: Int, $after: String) { staffUsers(first: $first, after: $after) {
    totalCount nodes { email roles { key permissions } } pageInfo { hasNextPage endCursor } } }`
  const { staffUsers: all } = await shop.askAdmin(query, { first: 100 })
  expect(all.totalCount).toBe(all.nodes.length)
  const { staffUsers: first } = await shop.askAdmin(query, { first: 2 })
  const { staffUsers: second } = await shop.askAdmin(query, { first: 2, after: first.pageInfo.endCursor })
  expect([...first.nodes, ...second.nodes]).toEqual(all.nodes.slice(0, 4))
  expect((await shop.askAdmin('{ staffRoles { key } }')).staffRoles).toEqual([
    { key: 'manager' },
    { key: 'support' },
  ])
})
