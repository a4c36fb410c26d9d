import type { Audience } from '../domains/channels/index.js'
import type { Shelf } from '../domains/listing/index.js'

/** Where an audience buys. */
export const shelfOf = ({ channel, currency, locale, priceGroup }: Audience): Shelf => ({
  channelId: channel.id,
  currency,
  locale,
  ...(priceGroup !== null && { priceGroup }),
})
