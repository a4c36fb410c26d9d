import type { Tx } from '../../db/index.js'
import type { OrderDependencies } from './dependencies.js'
import { forgetOrders, selectOfPerson } from './store/forget.js'

/** Whose orders: those of the account, and those that a guest has placed from its address, once that is proved. */
export interface Person {
  readonly customerId: string
  readonly provedEmail: string | null
}

/** What is left of somebody's orders is what the books need: amounts, dates, ids, and the reasons that staff gave. */
export async function eraseCustomer(
  tx: Tx,
  { mail }: Pick<OrderDependencies, 'mail'>,
  { customerId, provedEmail }: Person,
): Promise<void> {
  const own = await selectOfPerson(tx, customerId, provedEmail)
  for (const { id, email } of own) await mail.forget(tx, { kind: 'ORDER', id }, [email])
  await forgetOrders(
    tx,
    own.map(({ id }) => id),
  )
}
