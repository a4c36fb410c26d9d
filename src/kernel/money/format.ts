import { LRUCache } from 'lru-cache'
import { exponentOf } from './currency.js'
import { decimalOf } from './decimal.js'
import type { Money } from './money.js'

// Making a formatter costs some hundred times what using one does.
const formatters = new LRUCache<string, Intl.NumberFormat>({ max: 500 })

/**
 * As a shopper reads it: `19,99 €` in `de-DE`, `€19.99` in `en-IE`. Always with the currency's own number of places.
 * The locale is a BCP 47 tag; a malformed one throws.
 */
export function formatMoney(amount: Money, locale: string): string {
  return formatterOf(locale, amount.currency).format(decimalOf(amount) as Intl.StringNumericLiteral)
}

function formatterOf(locale: string, currency: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`
  const known = formatters.get(key)
  if (known) return known
  const places = exponentOf(currency)
  const formatter = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: places,
    maximumFractionDigits: places,
  })
  formatters.set(key, formatter)
  return formatter
}
