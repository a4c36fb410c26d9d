import type { Order as OrderSource } from '../../domains/orders/index.js'
import { globalId } from '../../kernel/ids.js'
import { percentOf } from '../../kernel/save-problems.js'
import { Address } from '../../schema/addresses.js'
import type { CartCost } from '../../schema/cart/costs.js'
import { Order, OrderLine } from '../../schema/orders/order.js'

type Money = (amountMinor: number) => { readonly amountMinor: number; readonly currency: string }

/** An order as the API shows it. */
export function presentOrder(source: OrderSource): Order {
  const { id, currency, shippingAddress, billingAddress, lines, discounts, ...order } = source
  const money: Money = (amountMinor) => ({ amountMinor, currency })
  const taken = ({ name, code, amountMinor }: Omit<OrderSource['discounts'][number], 'codeId'>) => ({
    ...{ name, code, amount: money(amountMinor) },
  })
  return Object.assign(new Order(), {
    ...{ ...order, currency, id: globalId('Order', id) },
    discounts: discounts.map(taken),
    cost: presentCost(source, money),
    shippingAddress: shippingAddress && new Address(shippingAddress),
    billingAddress: billingAddress && new Address(billingAddress),
    lines: lines.map(({ id: lineId, cost, unitPriceMinor, discounts: own, ...line }) =>
      Object.assign(new OrderLine(), {
        ...{ ...line, id: globalId('OrderLine', lineId), unitPrice: money(unitPriceMinor) },
        cost: {
          subtotal: money(cost.subtotalMinor),
          discount: money(cost.discountMinor),
          tax: money(cost.taxMinor),
          total: money(cost.totalMinor),
        },
        discounts: own.map(taken),
      }),
    ),
  })
}

function presentCost({ cost, taxes, tenders }: OrderSource, money: Money): CartCost {
  const { taxIncluded, taxIsEstimated, shippingMinor } = cost
  const ofCredit = tenders.filter(({ kind }) => kind === 'STORE_CREDIT')
  return {
    ...{ taxIncluded, taxIsEstimated },
    subtotal: money(cost.subtotalMinor),
    discount: money(cost.discountMinor),
    shipping: shippingMinor === null ? null : money(shippingMinor),
    tax: money(cost.taxMinor),
    taxes: taxes.map(({ name, rateMillionths, taxableMinor, taxMinor }) => ({
      ...{ name, ratePercent: percentOf(rateMillionths) },
      ...{ taxable: money(taxableMinor), tax: money(taxMinor) },
    })),
    total: money(cost.totalMinor),
    rounding: money(cost.roundingMinor),
    giftCards: money(cost.tenderedMinor),
    storeCredit: money(ofCredit.reduce((sum, { amountMinor }) => sum + amountMinor, 0)),
    due: money(cost.dueMinor),
  }
}
