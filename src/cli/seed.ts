import { createReadStream } from 'node:fs'
import type { Services } from '../app/build-services.js'
import type { Rejection } from '../domains/feeds/index.js'
import type { Problem } from '../kernel/problem.js'
import type { Result } from '../kernel/result.js'
import { demoAddress, demoCustomer } from './demo/customer.js'
import { discountCodes, paymentMethods, shippingMethods, taxCategories } from './demo/selling.js'
import { locations, policies } from './demo/stock.js'
import { CommandError } from './explained.js'

const demoShop = new URL('./demo/alchemy-shop.ndjson', import.meta.url)

const demoStock = new URL('./demo/alchemy-stock.csv', import.meta.url)

type Seeded = Pick<Services, 'feeds' | 'stock' | 'tax' | 'delivery' | 'promotions' | 'payments' | 'customers'>
interface SeedOptions {
  /** Whether somebody is in it to sign in as, by a password that everybody knows. */
  readonly hasCustomer?: boolean
}

/** Brings the demo shop in. A record of it that is there already is brought back to what the demo says. */
export async function seed(services: Seeded, { hasCustomer = false }: SeedOptions = {}): Promise<void> {
  const { feeds, stock, tax, delivery, promotions, payments } = services
  const { readFeed } = await import('../domains/feeds/index.js')
  const { systemActor } = await import('../domains/audit/index.js')
  const actor = systemActor('seed')
  const rejected = async ([first]: readonly Rejection[]) => {
    const [problem] = first?.problems ?? []
    throw new CommandError(
      `The demo shop does not fit: line ${first?.line}, ${problem?.field}: ${problem?.message}`,
    )
  }
  const entries = readFeed(createReadStream(demoShop), null, 'ndjson')
  await feeds.import({ actor, entries, fingerprint: null, rejected })
  for (const location of locations) fitting(await stock.saveLocation(actor, location))
  await feeds.importStock({ actor, bytes: createReadStream(demoStock), rejected })
  fitting(await stock.savePolicies(actor, { items: [...policies] }))
  for (const category of taxCategories) fitting(await tax.save(actor, category))
  for (const method of shippingMethods) fitting(await delivery.save(actor, method))
  for (const code of discountCodes) fitting(await promotions.save(actor, code))
  // In production nobody pays by test cards.
  const payable = paymentMethods.filter(({ provider = '' }) => payments.providers.includes(provider ?? ''))
  for (const method of payable) fitting(await payments.savePaymentMethod(actor, method))
  if (hasCustomer) await seedCustomer(services)
}

async function seedCustomer({ customers }: Seeded): Promise<void> {
  const { email } = demoCustomer
  if (await customers.find({ email })) return
  fitting(await customers.accounts.signUp(demoCustomer, 'en'))
  const made = await customers.find({ email })
  if (made) fitting(await customers.saveAddress(made.id, { address: demoAddress }))
}

function fitting(saved: Result<unknown, Problem>): void {
  if (!saved.ok) throw new CommandError(`The demo shop does not fit: ${saved.errors[0]?.message}`)
}

/** Answers whether it did anything. */
export async function seedIfEmpty(services: Seeded, options: SeedOptions): Promise<boolean> {
  const empty = await services.feeds.isShopEmpty()
  if (empty) await seed(services, options)
  return empty
}
