import type { Payment } from '../../../src/domains/payments/index.js'

const at = new Date('2030-01-01T00:00:00.000Z')

/** A payment of 1000 of which nothing is known but what is given. */
export const paymentOf = (given: Partial<Payment> = {}): Payment => ({
  ...{ id: 'p', orderId: 'o', channelId: 1, methodHandle: 'card', provider: 'test', capture: 'AUTOMATIC' },
  ...{ settlesByHand: false, status: 'PENDING', currency: 'EUR', amountMinor: 1_000, version: 1 },
  ...{ authorizedMinor: 0, capturedMinor: 0, refundedMinor: 0, toldRefundedMinor: 0, isVoided: false },
  ...{ providerReference: null, action: null, failure: null, refunds: [], createdAt: at, updatedAt: at },
  ...given,
})
