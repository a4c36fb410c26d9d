import { registerEnumType } from 'type-graphql'

export const ShippingMethodKind = { SHIPPING: 'SHIPPING', PICKUP: 'PICKUP', LOCAL: 'LOCAL' } as const
registerEnumType(ShippingMethodKind, {
  name: 'ShippingMethodKind',
  description: 'How an order comes to the shopper.',
  valuesConfig: {
    SHIPPING: { description: 'By post or carrier.' },
    PICKUP: { description: 'The shopper fetches it at a location.' },
    LOCAL: { description: 'The shop brings it itself.' },
  },
})

/** What a field of times means, going in and out. */
export const says = {
  timeZone: 'Where days begin and end, by IANA: `Europe/Vienna`.',
  cutOff: 'From this time of the day on, `"14:30"`, an order counts as one of the next day; null: never.',
  inBusinessDays: 'Whether only Monday to Friday count',
  minHandlingDays: 'The fewest days until it is on its way, from 0 to 365.',
  maxHandlingDays: 'The most days until it is on its way.',
  minTransitDays: 'The fewest days on the way, from 0 to 365.',
  maxTransitDays: 'The most days on the way.',
} as const
