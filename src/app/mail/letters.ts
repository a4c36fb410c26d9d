import type { Fact } from '../../db/index.js'
import type { StaffLetter } from '../../domains/access/index.js'
import type { CustomerFact, CustomerLetter } from '../../domains/customers/index.js'
import type { DueLetter, Letter, Stationery, WantedLetter } from '../../domains/mail/index.js'
import type { OrderLetter } from '../../domains/orders/index.js'
import { unreachable } from '../../kernel/assert.js'
import type { Reaction } from '../../workers/reaction.js'
import type { Services } from '../build-services.js'

/** Which letters follow from what happens to customers. */
const toCustomers: Readonly<Record<CustomerFact, readonly CustomerLetter[]>> = {
  'customer.signedUp': ['VERIFY_EMAIL'],
  'customer.signUpRepeated': ['ALREADY_REGISTERED'],
  'customer.passwordResetRequested': ['RESET_PASSWORD'],
  'customer.passwordChanged': ['PASSWORD_CHANGED'],
  'customer.signInCodeRequested': ['SIGN_IN_CODE'],
  'customer.emailChangeRequested': ['CHANGE_EMAIL', 'EMAIL_CHANGE_NOTICE'],
}

/** And to staff. */
const toStaff: Readonly<Record<string, readonly StaffLetter[]>> = {
  'staff.invited': ['STAFF_INVITATION'],
  'staff.passwordResetRequested': ['STAFF_RESET_PASSWORD'],
}

/** And to whom orders belong, guests too. */
const aboutOrders: Readonly<Record<string, readonly OrderLetter[]>> = {
  'order.paymentDue': ['ORDER_TO_PAY'],
  'order.placed': ['ORDER_PLACED'],
  'order.cancelled': ['ORDER_CANCELLED'],
  'order.refunded': ['ORDER_REFUNDED'],
}

/** Facts that nothing but letters follows from. */
export const factsOfLetters: readonly string[] = [...Object.keys(toCustomers), ...Object.keys(toStaff)]

/** Facts name whom they are about by id, or nobody: then there is no letter. */
export const wantLetters = ({ mail }: Pick<Services, 'mail'>): Reaction => ({
  name: 'mail.want',
  on: [...factsOfLetters, ...Object.keys(aboutOrders)],
  async run(tx, fact) {
    for (const wanted of lettersOf(fact)) await mail.want(tx, wanted)
  },
})

function lettersOf({ kind, body }: Fact): WantedLetter[] {
  const { customerId, staffUserId, orderId } = body as {
    customerId?: string | null
    staffUserId?: string | null
    orderId?: string
  }
  const isOf = <T extends object>(table: T, name: PropertyKey): name is keyof T => Object.hasOwn(table, name)
  if (orderId)
    return (aboutOrders[kind] ?? []).map((letter) => ({ letter, recipient: { kind: 'ORDER', id: orderId } }))
  if (customerId && isOf(toCustomers, kind))
    return toCustomers[kind].map((letter) => ({ letter, recipient: { kind: 'CUSTOMER', id: customerId } }))
  if (staffUserId)
    return (toStaff[kind] ?? []).map((letter) => ({ letter, recipient: { kind: 'STAFF', id: staffUserId } }))
  return []
}

type Writers = Pick<Services, 'access' | 'channels' | 'customers' | 'orders'>

/** Has letters written by the domain that knows their recipient, in the name of the shop as it is called now. */
export const composeLetters =
  ({ access, channels, customers, orders }: Writers, storefrontUrl: string | null) =>
  async (due: DueLetter): Promise<Letter | null> => {
    const [channel] = (await channels.all()).toSorted((a, b) => Number(b.isDefault) - Number(a.isDefault))
    const shopName = await channels.shopName()
    const stationery: Stationery = { shopName, storefrontUrl, locale: channel?.locales[0] ?? 'en' }
    switch (due.recipient.kind) {
      case 'STAFF':
        return access.staff.compose(due, stationery)
      case 'ORDER':
        return orders.compose(due, stationery)
      case 'CUSTOMER':
        return customers.compose(due, stationery)
      default:
        return unreachable(due.recipient)
    }
  }
