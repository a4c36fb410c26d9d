import { expect, test } from 'vitest'
import { createPersonalData } from '../../../src/app/personal-data.js'
import { insertRows } from '../../../src/db/index.js'
import { stockAlert } from '../../../src/db/tables/alerts.js'
import type { HoldsPersonalData } from '../../../src/domains/customers/index.js'
import { goodPassword, lettersOf, refusedBy, tokenIn } from '../../support/customers.js'
import { openRaw } from '../../support/raw-database.js'
import { must, openTestShop } from '../../support/shop.js'

const personal = {
  email: 'Zosima.Panopolis@alchemy.example',
  pendingEmail: 'zosima.new@alchemy.example',
  firstName: 'Zosimavna',
  lastName: 'Panopolitova',
  phone: '+49 30 7654321',
  company: 'Panopolis & Töchter',
  street: 'Retortengasse 77',
}

/** What stands in each table, as text. */
async function everything(url: string): Promise<Map<string, string>> {
  const raw = await openRaw(url)
  const texts = new Map<string, string>()
  for (const table of await raw.tables())
    texts.set(table, JSON.stringify(await raw.all(`select * from "${table}"`)))
  await raw.close()
  return texts
}

const traces = Object.values(personal).map((text) => JSON.stringify(text).slice(1, -1).toLowerCase())
const tablesWithTraces = (texts: ReadonlyMap<string, string>): string[] =>
  [...texts].flatMap(([table, text]) =>
    traces.some((trace) => text.toLowerCase().includes(trace)) ? [table] : [],
  )

test('a customer is exported with all that is kept, and erased from every table, while the rest stays', async () => {
  const shop = await openTestShop()
  const { customers, actor } = shop
  const { accounts } = customers
  const { email, pendingEmail, firstName, lastName, phone } = personal
  await must(customers.saveGroup(actor, { key: 'wholesale', name: 'Wholesale' }))
  const before = await everything(shop.db.url)
  for (const one of ['other@example.com', email])
    await must(
      accounts.signUp({ email: one, password: goodPassword, firstName, acceptsMarketing: true }, 'en'),
    )
  const { customer, session } = await must(accounts.signIn({ email, password: goodPassword }))
  const { id } = customer
  await must(customers.updateProfile(id, { lastName, phone }))
  await must(customers.save(actor, { id, externalReference: 'crm-zosima', groups: ['wholesale'] }))
  const address = { company: personal.company, address1: personal.street, city: 'Wien', postalCode: '1010' }
  await must(customers.saveAddress(id, { address: { ...address, country: 'AT' } }))
  await must(accounts.requestEmailChange(id, { email: pendingEmail, password: goodPassword }))
  await shop.react()
  const letters = await lettersOf(shop)
  for (const letter of letters) await shop.mail.keeper.send(letter)
  const verification = tokenIn(
    letters.find(({ to, subject }) => to === email && subject.startsWith('Confirm')),
  )
  await must(accounts.requestPasswordReset(email))
  await shop.react()
  const other = await customers.find({ email: 'other@example.com' })
  await must(customers.updateProfile(other?.id ?? '', { firstName: 'Maria' }))

  const at = shop.clock.now()
  const alert = { variantId: 7, channelId: 1, locale: 'en', createdAt: at, expiresAt: at }
  await shop.db.write((tx) =>
    insertRows(tx, stockAlert, [
      { ...alert, email: email.toLowerCase() },
      { ...alert, email: 'other@example.com' },
    ]),
  )
  await must(accounts.verifyEmail({ token: verification, password: goodPassword }, null))

  const erased: string[] = []
  const orders: HoldsPersonalData = {
    name: 'orders',
    export: async (_, { id: of }) => [{ of }],
    erase: async (_, { id: of }) => void erased.push(of),
  }
  const others = [...createPersonalData(shop), orders]
  const exported = await customers.export(id, others)
  expect(exported).toMatchObject({
    customer: { email, firstName, lastName, phone, pendingEmail, externalReference: 'crm-zosima' },
    addresses: [{ company: personal.company, country: 'AT', isDefault: true, isDefaultForBilling: true }],
    groups: ['Wholesale'],
    marketingConsents: [{ accepts: true, source: 'SIGN_UP' }],
    sessions: [{ startedAt: at }, { startedAt: at }],
    stockAlerts: [{ variantId: 'var_7', createdAt: at, dueAt: null }],
    orders: [{ of: id }],
  })
  expect(JSON.stringify(exported)).not.toContain('argon2')
  expect(tablesWithTraces(await everything(shop.db.url)).sort()).toEqual([
    'customer',
    'customer_address',
    'customer_word',
    'kept_mail',
    'stock_alert',
  ])

  await must(customers.erase(actor, id, others))
  const after = await everything(shop.db.url)
  expect(tablesWithTraces(after)).toEqual([])
  expect(erased).toEqual([id])
  const personalTables =
    /^(customer|session|single_use|spent|mail_|kept_|marketing|audit|outbox|reaction|held|stock_alert)/
  for (const [table, text] of before)
    if (!personalTables.test(table)) expect([table, after.get(table)]).toEqual([table, text])
  const stillThere = await customers.find({ email: 'other@example.com' })
  expect(stillThere).toMatchObject({ firstName: 'Maria' })
  expect(await shop.alerts.ofAddress(shop.db.read, 'other@example.com')).toHaveLength(1)
  expect(await shop.access.viewerOf(session.accessToken)).toBeNull()
  expect(await lettersOf(shop)).toEqual([])
  expect(await customers.export(id, [])).toBeNull()
  expect(refusedBy(await customers.erase(actor, id, []))).toEqual(['NOT_FOUND id'])
  const [entry] = (await shop.audit.page({ entity: 'Customer', entityId: id }, {})).items
  expect(entry).toMatchObject({ action: 'customerErase', actor: actor.name, after: null })
  await must(accounts.signUp({ email, password: goodPassword }, 'en'))
})
