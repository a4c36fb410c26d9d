import { registerEnumType } from 'type-graphql'
import { type Availability as AvailabilityName, availabilities } from '../../domains/stock/types.js'

export const Availability = Object.fromEntries(availabilities.map((one) => [one, one])) as {
  readonly [Name in AvailabilityName]: Name
}
registerEnumType(Availability, {
  name: 'Availability',
  description: 'Whether it can be bought, and how. More may appear: keep a default branch.',
  valuesConfig: {
    IN_STOCK: { description: 'There are enough, or nobody counts them.' },
    LOW: { description: 'There are few left.' },
    PREORDER: { description: 'It can be ordered before it is there.' },
    BACKORDER: { description: 'It can be ordered and comes later.' },
    OUT: { description: 'It cannot be bought.' },
  },
})
