import { isDeepStrictEqual } from 'node:util'
import type { Payment, Told } from '../types.js'
import { refundedOf, refundsAfter } from './refunds.js'
import { statusOf } from './status.js'

/** The payment once something more is known of it. The same again changes nothing: then it is the same object. */
export function paymentAfter(before: Payment, told: Told): Payment {
  const refunds = told.refund ? refundsAfter(before.refunds, told.refund) : before.refunds
  const toldRefundedMinor = Math.max(before.toldRefundedMinor, told.refundedMinor ?? 0)
  // Nothing goes back that was not taken: a refund may be told first.
  const leastCaptured = Math.max(toldRefundedMinor, succeeded(told))
  const capturedMinor = atMost(
    before.amountMinor,
    Math.max(before.capturedMinor, told.capturedMinor ?? 0, leastCaptured),
  )
  return settled(before, {
    ...before,
    refunds,
    toldRefundedMinor,
    capturedMinor,
    authorizedMinor: atMost(
      before.amountMinor,
      Math.max(before.authorizedMinor, told.authorizedMinor ?? 0, capturedMinor),
    ),
    isVoided: before.isVoided || told.voided === true,
    providerReference: before.providerReference ?? told.providerReference ?? null,
    action: before.action ?? told.action ?? null,
    failure: told.failure ?? before.failure,
  })
}

const succeeded = ({ refund }: Told): number => (refund?.status === 'SUCCEEDED' ? refund.amountMinor : 0)

/** Another amount than was asked for cannot be of this payment. */
const atMost = (amountMinor: number, value: number): number => Math.min(amountMinor, value)

/** With what follows from the rest. */
export function settled(before: Payment, content: Payment): Payment {
  const refundedMinor = refundedOf(content.refunds, content)
  const after = { ...content, refundedMinor }
  const whole = { ...after, status: statusOf(after) }
  return isDeepStrictEqual(before, whole) ? before : whole
}
