import { createUnionType, Field, ObjectType } from 'type-graphql'
import { Rejection } from './errors-rejection.js'

@ObjectType({
  simpleResolvers: true,
  description: 'It was taken, whatever else is known: the answer tells nothing about others.',
})
export class AcceptedPayload {
  @Field(() => Boolean, { description: 'Always true.' })
  readonly accepted = true
}

export const AcceptedResult = createUnionType({
  name: 'AcceptedResult',
  description: 'Taken, or nothing was changed.',
  types: () => [AcceptedPayload, Rejection] as const,
})
