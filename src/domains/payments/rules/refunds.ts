import type { Payment, Refund, RefundStatus, ToldRefund } from '../types.js'

/** A bank may send money back after all, so of two that were told the failure counts; what was given up is not known. */
const weight: Record<RefundStatus, number> = { DUE: 0, PENDING: 1, GIVEN_UP: 2, SUCCEEDED: 3, FAILED: 4 }

/** The refunds once one more was told, or told again. One that was known by two names is one. */
export function refundsAfter(refunds: readonly Refund[], told: ToldRefund): readonly Refund[] {
  const same = refunds.filter((refund) => isSame(refund, told))
  const known = same.find(({ callId }) => callId !== null) ?? same[0]
  if (!known) return [...refunds, { reference: null, failure: null, ...told }]
  const { providerReference } = told
  const { status, failure = null } = [...same, told].reduce((heaviest, one) =>
    weight[one.status] > weight[heaviest.status] ? one : heaviest,
  )
  return refunds.flatMap((refund) => {
    if (refund === known) return [{ ...known, providerReference, status, failure }]
    return same.includes(refund) ? [] : [refund]
  })
}

const isSame = (refund: Refund, { callId, providerReference }: ToldRefund): boolean =>
  (callId !== null && refund.callId === callId) || refund.providerReference === providerReference

/** The refunds once the one that a call was to make has come to nothing. */
export const withoutRefund = (
  refunds: readonly Refund[],
  callId: string,
  status: 'GIVEN_UP' | 'FAILED',
  failure: Refund['failure'],
): readonly Refund[] =>
  refunds.map((refund) =>
    refund.callId === callId && weight[status] > weight[refund.status]
      ? { ...refund, status, failure }
      : refund,
  )

const sumOf = (refunds: readonly Refund[], statuses: readonly RefundStatus[]): number =>
  refunds.reduce((sum, { status, amountMinor }) => (statuses.includes(status) ? sum + amountMinor : sum), 0)

/**
 * How much has gone back: what is known of each refund, or what the provider tells of all together where that is more. A total
 * may have been told before one of them failed.
 */
export const refundedOf = (
  refunds: readonly Refund[],
  { toldRefundedMinor, capturedMinor }: Pick<Payment, 'toldRefundedMinor' | 'capturedMinor'>,
): number => {
  const told = toldRefundedMinor - sumOf(refunds, ['FAILED'])
  return Math.min(capturedMinor, Math.max(sumOf(refunds, ['SUCCEEDED']), told))
}

/** What may still be refunded, less what is on its way. The total that a provider tells has what is pending there. */
export const refundableMinor = ({ capturedMinor, refundedMinor, refunds }: Payment): number => {
  const gone = Math.max(refundedMinor, sumOf(refunds, ['SUCCEEDED', 'PENDING']))
  return Math.max(0, capturedMinor - gone - sumOf(refunds, ['DUE']))
}
