import { formattedAddress } from '../../../kernel/address.js'
import { formatInstant } from '../../../kernel/format.js'
import { inBestLocale, localeChain } from '../../../kernel/locale.js'
import { formatMoney } from '../../../kernel/money/index.js'
import { type DueLetter, type Letter, pageFor, type Stationery, writeLetter } from '../../mail/index.js'
import type { OrderDependencies } from '../dependencies.js'
import { insertLink } from '../store/links.js'
import { lockOrder, withLines } from '../store/orders.js'
import { selectRefunds } from '../store/refunds.js'
import { newOrderToken, orderTokenHash } from '../tokens.js'
import type { Order, OrderRefund } from '../types.js'
import { english } from './en.js'
import { russian } from './ru.js'
import { type OrderLetter, type OrderTexts, orderLetters } from './texts.js'

const languages = [
  { locale: 'en', texts: english },
  { locale: 'ru', texts: russian },
]

/**
 * Writes a letter about an order, in the language of the order, as it is when the letter goes out. Where the shop has pages, it
 * links to the order by a token of its own, of which only the hash is kept. Null when it is not to be sent: the order was
 * forgotten, or has come to nothing before anybody could be told.
 */
export const composeOrderLetter = (
  { db, clock }: Pick<OrderDependencies, 'db' | 'clock'>,
  { letter, recipient: { id } }: DueLetter,
  stationery: Stationery,
): Promise<Letter | null> =>
  db.write(async (tx) => {
    const kind = orderLetters.find((one) => one === letter)
    // Locked, so that no link is made to what is forgotten meanwhile.
    const head = await lockOrder(tx, id)
    const [order] = head ? await withLines(tx, [head]) : []
    if (!kind || !order || order.email === '' || !isWanted(kind, order)) return null
    const refunds = await selectRefunds(tx, [id])
    const text = textOf(kind, order, refunds, stationery)
    if (stationery.storefrontUrl === null) return writeLetter(order.email, text, null)
    const secret = newOrderToken()
    await insertLink(tx, { tokenHash: orderTokenHash(secret), orderId: id, createdAt: clock.now() })
    return writeLetter(order.email, text, { secret, url: pageFor(stationery, '/order', secret) })
  })

/** Who has not paid in time, or gave it up, needs no letter about that; nor who has paid one that asks for money. */
function isWanted(kind: OrderLetter, { status, cancelReason }: Order): boolean {
  if (kind === 'ORDER_TO_PAY') return status === 'PENDING_PAYMENT'
  return kind !== 'ORDER_CANCELLED' || (status === 'CANCELLED' && cancelReason === 'STAFF')
}

function textOf(kind: OrderLetter, order: Order, refunds: readonly OrderRefund[], stationery: Stationery) {
  const { currency, locale, number, totalMinor, dueMinor, payBefore, paymentStatus } = order
  const chain = localeChain(locale, [stationery.locale])
  const texts = inBestLocale(languages, chain)?.texts ?? english
  const money = (amountMinor: number) => formatMoney({ amountMinor, currency }, locale)
  const returnedMinor = refunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  const words = {
    ...{ shop: stationery.shopName, number, total: money(totalMinor) },
    ...{ due: money(dueMinor), payBefore: payBefore && formatInstant(payBefore, locale) },
    returned: returnedMinor > 0 ? money(returnedMinor) : null,
    isPaidByHand: paymentStatus === 'PENDING',
  }
  const isToPay = kind === 'ORDER_TO_PAY'
  const hasBill = isToPay || kind === 'ORDER_PLACED'
  return {
    subject: texts.subject[kind](words),
    lines: [
      ...texts.lines[kind](words),
      ...(hasBill ? whereTo(order, texts) : []),
      ...(stationery.storefrontUrl === null ? [] : [isToPay ? texts.payLink : texts.link]),
    ],
    rows: hasBill ? billOf(order, texts, money) : [],
    note: texts.note,
  }
}

function whereTo({ delivery, shippingAddress, billingAddress }: Order, texts: OrderTexts): string[] {
  const lines = (title: string, address: Order['shippingAddress']) =>
    address ? [`${title} ${formattedAddress(address).join(', ')}`] : []
  return [
    ...(delivery ? [`${texts.delivery} ${delivery.name}`] : []),
    ...lines(texts.shipTo, shippingAddress),
    ...lines(texts.billTo, billingAddress),
  ]
}

function billOf(
  { lines, cost }: Order,
  { rows }: OrderTexts,
  money: (amountMinor: number) => string,
): (readonly [string, string])[] {
  const unlessNothing = (name: string, amountMinor: number | null) =>
    amountMinor ? [[name, money(amountMinor)] as const] : []
  return [
    ...lines.map(
      ({ quantity, name, cost: own }) => [`${quantity} × ${name}`, money(own.subtotalMinor)] as const,
    ),
    ...unlessNothing(rows.discount, -cost.discountMinor),
    ...unlessNothing(rows.shipping, cost.shippingMinor),
    ...unlessNothing(cost.taxIncluded ? rows.taxIncluded : rows.tax, cost.taxMinor),
    ...unlessNothing(rows.rounding, cost.roundingMinor),
    [rows.total, money(cost.totalMinor)],
    ...unlessNothing(rows.tendered, -cost.tenderedMinor),
    ...(cost.tenderedMinor > 0 ? unlessNothing(rows.due, cost.dueMinor) : []),
  ]
}
