import { createUnionType, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql'
import { type ApiKeyInput, type Permission as PermissionName, permissions } from '../domains/access/types.js'
import { Node } from './common.js'
import { connectionOf } from './connections.js'
import { Rejection } from './errors-rejection.js'
import { DateTime } from './scalars.js'

const descriptions: Record<PermissionName, string> = {
  CATALOG_READ: 'Read what is not published: drafts, archived products, other channels.',
  CATALOG_WRITE: 'Change products, brands, categories, attributes and product types.',
  PRICES_WRITE: 'Change prices.',
  PROMOTIONS_WRITE: 'See, save and disable discount codes.',
  GIFT_CARDS_READ: 'See gift cards, what is on them and what happened to that.',
  GIFT_CARDS_WRITE: 'Issue gift cards, change and disable them, and change what is on them.',
  STORE_CREDIT_WRITE: 'Give customers store credit, and take it away.',
  TAXES_WRITE: 'See and save tax categories and their rates.',
  DELIVERY_WRITE: 'See and save shipping methods.',
  PAYMENTS_READ: 'See payments.',
  PAYMENTS_WRITE: 'See and save payment methods.',
  CHANNELS_WRITE: 'Change the shop and its channels.',
  KEYS_WRITE: 'See, create and revoke API keys.',
  AUDIT_READ: 'Read who changed what.',
  STOCK_READ: 'Read exact stock: levels at locations and their movements.',
  ORDERS_READ: 'See orders, with who has ordered, what happened to them, and notes.',
  ORDERS_WRITE: 'Cancel orders with their money and units, mark them as paid, capture payments, write notes.',
  ORDERS_REFUND: 'Refund orders, and call payments off.',
  CUSTOMERS_READ: 'See customers, with their addresses and groups, and export what is kept of them.',
  CUSTOMERS_WRITE: 'Change customers and their groups, and erase customers.',
  STAFF_WRITE: 'See and change the people who work for the shop, and their roles.',
  STOCK_WRITE: 'Change locations, levels and how stock is counted.',
}

export const Permission = Object.fromEntries(permissions.map((name) => [name, name])) as {
  readonly [Name in PermissionName]: Name
}

registerEnumType(Permission, {
  name: 'Permission',
  description: 'What an API key or a role of staff allows. More may appear: keep a default branch.',
  valuesConfig: Object.fromEntries(permissions.map((name) => [name, { description: descriptions[name] }])),
})

@ObjectType({
  implements: Node,
  description: 'What a program presents to the admin API. The key itself is shown once, when it is created.',
  simpleResolvers: true,
})
export class ApiKey extends Node {
  @Field(() => ID, { simple: false, description: 'Names this key among all things. It opens nothing.' })
  override readonly id!: unknown
  @Field(() => String, { description: 'What it is for, for people.' })
  readonly name!: string
  @Field(() => String, {
    description: 'How the key starts, to tell which one leaked or made a change: `ath_4fQ2`.',
  })
  readonly prefix!: string
  @Field(() => [Permission], { description: 'What it may do.' })
  readonly permissions!: readonly PermissionName[]
  @Field(() => DateTime, { nullable: true, description: 'From this instant on it is refused; null: never.' })
  readonly expiresAt!: Date | null
  @Field(() => DateTime, { nullable: true, description: 'Since when it is refused for good.' })
  readonly revokedAt!: Date | null
  @Field(() => DateTime, {
    description: 'When it was created; the key of the configuration, when it was last set.',
  })
  readonly createdAt!: Date
}

export const ApiKeyConnection = connectionOf(ApiKey)

@InputType({ description: 'A new API key.' })
export class ApiKeyCreateInput implements ApiKeyInput {
  @Field(() => String, { description: 'What it is for, at most 100 characters: "Nightly price feed".' })
  readonly name!: string
  @Field(() => [Permission], { description: 'At least one, and only such as your own key has.' })
  readonly permissions!: PermissionName[]
  @Field(() => DateTime, {
    nullable: true,
    description: 'In the future. Without it, the key does not expire.',
  })
  readonly expiresAt?: Date | null
}

@InputType({ description: 'Which API key to end.' })
export class ApiKeyRevokeInput {
  @Field(() => ID, { description: 'The `id` of the key.' })
  readonly id!: string
}

@ObjectType({ description: 'The API key was created.', simpleResolvers: true })
export class ApiKeyCreatePayload {
  @Field(() => ApiKey, { description: 'The new key, as the list shows it.' })
  readonly apiKey: object
  @Field(() => String, {
    description:
      'The key itself, as `Authorization: Bearer <key>` takes it. It is not kept and not shown again.',
  })
  readonly key: string

  constructor(apiKey: object, key: string) {
    this.apiKey = apiKey
    this.key = key
  }
}

@ObjectType({ description: 'The API key opens nothing any more.', simpleResolvers: true })
export class ApiKeyRevokePayload {
  @Field(() => ApiKey, { description: 'The ended key.' })
  readonly apiKey: object

  constructor(apiKey: object) {
    this.apiKey = apiKey
  }
}

export const ApiKeyCreateResult = createUnionType({
  name: 'ApiKeyCreateResult',
  description: 'Created, or nothing was changed.',
  types: () => [ApiKeyCreatePayload, Rejection] as const,
})
export const ApiKeyRevokeResult = createUnionType({
  name: 'ApiKeyRevokeResult',
  description: 'Ended, or nothing was changed.',
  types: () => [ApiKeyRevokePayload, Rejection] as const,
})
