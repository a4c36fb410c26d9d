import type { Payment, PaymentStatus } from '../../payments/index.js'

/** Whether all that was asked for is there, or kept ready. */
export const isWhole = ({ authorizedMinor, amountMinor }: Payment): boolean => authorizedMinor >= amountMinor

/** What gift cards and store credit have paid of an order, and how much of it has not gone back. */
export interface Tendered {
  readonly paidMinor: number
  readonly leftMinor: number
}

/** What has become of all the money of an order together: of the payment that it is paid by, and of what it was tendered. */
export function paymentStatusOf(
  payment: Pick<Payment, 'status' | 'capturedMinor' | 'refundedMinor'> | null,
  tendered: Tendered,
): PaymentStatus {
  if (payment && payment.capturedMinor === 0) return payment.status
  const paidMinor = tendered.paidMinor + (payment?.capturedMinor ?? 0)
  const returnedMinor = tendered.paidMinor - tendered.leftMinor + (payment?.refundedMinor ?? 0)
  if (returnedMinor === 0) return 'PAID'
  return returnedMinor >= paidMinor ? 'REFUNDED' : 'PARTIALLY_REFUNDED'
}
