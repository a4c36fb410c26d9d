import type { MethodsWanted, StoredMethod } from '../inputs.js'

type Sale = Pick<MethodsWanted, 'channelId' | 'currency' | 'country' | 'amountMinor'>

/** Whether a sale can be paid so. */
export function isOffered(
  method: StoredMethod,
  { channelId, currency, country, amountMinor }: Sale,
): boolean {
  const { currencies, countries, leastMinor, mostMinor } = method
  return (
    method.isEnabled &&
    amountMinor > 0 &&
    method.channelIds.includes(channelId) &&
    (currencies.length === 0 || currencies.includes(currency)) &&
    (countries.length === 0 || country === null || countries.includes(country)) &&
    amountMinor >= (leastMinor[currency] ?? 0) &&
    amountMinor <= (mostMinor[currency] ?? Number.MAX_SAFE_INTEGER)
  )
}
