import { Field, InputType, ObjectType } from 'type-graphql'
import type * as kernel from '../../kernel/area-problems.js'
import { CountryCode } from '../scalars.js'

@InputType({ description: 'Postal codes by how they begin, both ends included: `6991` to `6993`.' })
export class PostalCodesInput {
  @Field(() => String, { description: 'The first beginning, in capitals and digits without spaces.' })
  readonly from!: string
  @Field(() => String, { description: 'The last beginning, as long as the first.' })
  readonly to!: string
}

@InputType({ description: 'A part of the world.' })
export class AreaInput implements kernel.AreaInput {
  @Field(() => CountryCode, { nullable: true, description: 'Everywhere if null.' })
  readonly country?: string | null
  @Field(() => String, {
    nullable: true,
    description: 'The second part of an ISO 3166-2 code: `BY` of `DE-BY`. The whole country if null.',
  })
  readonly provinceCode?: string | null
  @Field(() => [PostalCodesInput], { nullable: true, description: 'All of them if empty.' })
  readonly postalCodes?: PostalCodesInput[] | null
}

@ObjectType({ simpleResolvers: true, description: 'Postal codes by how they begin, both ends included.' })
export class PostalCodes {
  @Field(() => String, { description: 'The first beginning.' })
  readonly from!: string
  @Field(() => String, { description: 'The last beginning.' })
  readonly to!: string
}

@ObjectType({ simpleResolvers: true, description: 'A part of the world.' })
export class Area {
  @Field(() => CountryCode, { nullable: true, description: 'Null: everywhere.' })
  readonly country!: string | null
  @Field(() => String, { nullable: true, description: 'Null: the whole country.' })
  readonly provinceCode!: string | null
  @Field(() => [PostalCodes], { description: 'Empty: all of them.' })
  readonly postalCodes!: readonly PostalCodes[]
}
