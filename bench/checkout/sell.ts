import type { Services } from '../../src/app/build-services.js'
import { stockUp } from '../stock/athanor.js'
import type { Stocked } from '../stock/work.js'

const actor = { name: 'key:bench', requestId: 'bench', keyId: 'bench' }

export const checkout = {
  email: 'ada@example.com',
  shippingAddress: { address1: 'Am Markt 1', city: 'Weimar', postalCode: '99423', country: 'DE' },
  delivery: [{ groupKey: 'all', optionHandle: 'post' }],
}
export const payment = { methodHandle: 'invoice' }

/** All that a shop needs to sell beside its products: units, a way of delivery and one to pay. */
export async function openForSale(services: Services): Promise<Stocked> {
  const stocked = await stockUp(services)
  const names = [{ locale: 'en', value: 'Post' }]
  const rates = [{ currency: 'EUR', amountMinor: 490 }]
  const channels = ['eu']
  const saved = [
    await services.delivery.save(actor, { handle: 'post', kind: 'SHIPPING', names, channels, rates }),
    await services.payments.savePaymentMethod(actor, {
      handle: 'invoice',
      provider: 'manual',
      names,
      channels,
    }),
  ]
  for (const one of saved) if (!one.ok) throw new Error(JSON.stringify(one.errors))
  return stocked
}
