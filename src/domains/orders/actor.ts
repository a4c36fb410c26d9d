import type { OrderHolder } from './types.js'

/** Who places, pays or gives up an order, as its timeline names them. */
export const actorOf = ({ staff, customerId }: Pick<OrderHolder, 'staff' | 'customerId'>): string =>
  staff ?? (customerId === null ? 'guest' : `customer:${customerId}`)
