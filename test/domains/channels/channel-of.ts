import type { Channel } from '../../../src/domains/channels/types.js'

/** A channel in which only what is given matters to the test. */
export const channelOf = (given: Partial<Channel>): Channel => ({
  id: 1,
  slug: 'eu',
  name: 'Europe',
  currencies: ['EUR'],
  locales: ['en'],
  countries: ['DE'],
  pricesIncludeTax: true,
  taxRounding: 'LINE',
  roundTotalsToMinor: {},
  quantityDisplayCap: null,
  isDefault: false,
  version: 1,
  createdAt: new Date('2029-01-01T00:00:00Z'),
  updatedAt: new Date('2029-01-01T00:00:00Z'),
  ...given,
})
