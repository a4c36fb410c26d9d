import type { OrderTexts } from './texts.js'

export const english: OrderTexts = {
  subject: {
    ORDER_TO_PAY: ({ shop, number }) => `Please pay your order ${number} at ${shop}`,
    ORDER_PLACED: ({ shop, number }) => `Your order ${number} at ${shop}`,
    ORDER_CANCELLED: ({ shop, number }) => `Your order ${number} at ${shop} was cancelled`,
    ORDER_REFUNDED: ({ shop, number }) => `Money back for your order ${number} at ${shop}`,
  },
  lines: {
    ORDER_TO_PAY: ({ shop, number, due, payBefore }) => [
      `${shop} has placed an order for you. Its number is ${number}.`,
      `Please pay ${due} before ${payBefore}. Till then everything in it is held for you.`,
    ],
    ORDER_PLACED: ({ shop, number, isPaidByHand }) => [
      `Thank you for your order at ${shop}. Its number is ${number}.`,
      ...(isPaidByHand ? ['Please pay it as you have agreed with the shop.'] : []),
    ],
    ORDER_CANCELLED: ({ shop, number, returned }) => [
      `Your order ${number} at ${shop} was cancelled.`,
      ...(returned === null
        ? []
        : [`${returned} goes back to you the way it was paid. Banks may take a few days for that.`]),
    ],
    ORDER_REFUNDED: ({ shop, number, returned, total }) => [
      `${shop} has returned money for your order ${number}: ${returned} of ${total} so far.`,
      'It goes back the way it was paid. Banks may take a few days for that.',
    ],
  },
  note: 'If you have ordered nothing, tell the shop.',
  link: 'Look at your order:',
  payLink: 'Look at your order and pay it:',
  rows: {
    discount: 'Discounts',
    shipping: 'Delivery',
    tax: 'Tax',
    taxIncluded: 'Tax included',
    rounding: 'Rounding',
    total: 'Total',
    tendered: 'Gift cards and store credit',
    due: 'To be paid',
  },
  shipTo: 'It goes to:',
  billTo: 'The invoice goes to:',
  delivery: 'Delivery:',
}
