import { Extensions } from 'type-graphql'
import type { FieldCost } from '../kernel/field-cost.js'

/** What operations pay for a field, where the usual does not fit. Stands beside `@Field` or `@Query`. */
export const Costs = (cost: FieldCost): MethodDecorator & PropertyDecorator & ClassDecorator =>
  Extensions({ cost })
