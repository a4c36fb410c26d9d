import 'reflect-metadata'
import { readFileSync } from 'node:fs'
import { type GraphQLSchema, isAbstractType, isObjectType } from 'graphql'
import { Authorized, Field, getMetadataStorage, ObjectType, Query, Resolver } from 'type-graphql'
import { beforeAll, describe, expect, test } from 'vitest'
import { feeds } from '../../src/app/build-live.js'
import { createResolvers } from '../../src/app/build-resolvers.js'
import { buildSchemas, type Schemas } from '../../src/app/build-schema.js'
import type { Services } from '../../src/app/build-services.js'
import { rootPermissions } from '../../src/app/type-metadata.js'
import { permissions } from '../../src/domains/access/index.js'

/** Root fields for everybody. A field that is not here must ask for a permission. */
const forEverybody = [
  'Mutation.cartCodesUpdate',
  'Mutation.cartContextUpdate',
  'Mutation.cartCreate',
  'Mutation.cartLinesAdd',
  'Mutation.cartLinesUpdate',
  'Mutation.cartWarningsAcknowledge',
  'Mutation.checkoutUpdate',
  'Mutation.customerAddressDelete',
  'Mutation.customerAddressSave',
  'Mutation.customerEmailChange',
  'Mutation.customerEmailChangeRequest',
  'Mutation.customerEmailVerify',
  'Mutation.customerPasswordChange',
  'Mutation.customerPasswordReset',
  'Mutation.customerPasswordResetRequest',
  'Mutation.customerSignIn',
  'Mutation.customerSignInByCode',
  'Mutation.customerSignInCodeRequest',
  'Mutation.customerSignOut',
  'Mutation.customerSignUp',
  'Mutation.customerUpdate',
  'Mutation.sessionRefresh',
  'Mutation.staffPasswordReset',
  'Mutation.staffPasswordResetRequest',
  'Mutation.staffSignIn',
  'Mutation.staffSignOut',
  'Mutation.stockAlertCreate',
  'Query.brand',
  'Query.cart',
  'Query.categories',
  'Query.category',
  'Query.customer',
  'Query.locations',
  'Query.node',
  'Query.nodes',
  'Query.product',
  'Query.productVariant',
  'Query.products',
  'Query.shop',
  'Query.sitemap',
  'Query.staffViewer',
  'Query.order',
  'Mutation.orderAbandon',
  'Mutation.orderPlace',
  'Mutation.orderReorder',
  'Mutation.paymentStart',
  'Subscription.cartChanged',
  'Subscription.orderChanged',
  'Subscription.stockChanged',
]

let schemas: Schemas

beforeAll(async () => {
  schemas = await buildSchemas(createResolvers({} as Services))
})

const rootFields = (schema: GraphQLSchema): string[] =>
  [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
    type ? Object.keys(type.getFields()).map((name) => `${type.name}.${name}`) : [],
  )

test('every field that can be subscribed to is told of something', () => {
  const fields = schemas.admin.getSubscriptionType()?.getFields() ?? {}
  expect(Object.keys(feeds).sort()).toEqual(Object.keys(fields).sort())
})

/** Fields whose guard never runs, because no function runs for them. */
function unguardedFields(schema: GraphQLSchema): string[] {
  const { authorizedFields, fields, objectTypes } = getMetadataStorage()
  return authorizedFields.flatMap(({ target, fieldName }) => {
    const type = schema.getType(objectTypes.find((one) => one.target === target)?.name ?? '')
    const field = fields.find((one) => one.target === target && one.name === fieldName)
    if (!field || !isObjectType(type)) return []
    return type.getFields()[field.schemaName]?.resolve ? [] : [`${type.name}.${field.schemaName}`]
  })
}

test.each([
  ['schema.graphql', 'publicSdl'],
  ['schema.admin.graphql', 'adminSdl'],
] as const)('%s is what the code says; if not, run `npm run schema`', (file, sdl) => {
  expect(readFileSync(file, 'utf8')).toBe(schemas[sdl])
})

describe('permissions', () => {
  test('are asked for by every root field that is not for everybody', () => {
    const guarded = new Set(rootPermissions().keys())
    const open = rootFields(schemas.admin).filter((field) => !guarded.has(field))
    expect(open.filter((field) => !forEverybody.includes(field))).toEqual([])
  })

  test('are not asked for by what is for everybody', () => {
    const guarded = new Set(rootPermissions().keys())
    expect(forEverybody.filter((field) => guarded.has(field))).toEqual([])
  })

  test('are ones that a key can have', () => {
    for (const [field, wanted] of rootPermissions())
      expect({ field, wanted, known: wanted.every((one) => permissions.includes(one as never)) }).toEqual({
        field,
        wanted: [expect.any(String)],
        known: true,
      })
  })

  test('guard no field that is read without a function, where they would be skipped', () => {
    expect(unguardedFields(schemas.admin)).toEqual([])
  })

  test('and such a field would be found', async () => {
    @ObjectType({ simpleResolvers: true })
    class Leak {
      @Authorized('KEYS_WRITE')
      @Field(() => String)
      skipped!: string

      @Authorized('KEYS_WRITE')
      @Field(() => String, { simple: false })
      guarded!: string
    }
    @Resolver()
    class LeakResolver {
      @Query(() => Leak)
      leak() {
        return { skipped: 'a', guarded: 'b' }
      }
    }
    const { admin } = await buildSchemas([new LeakResolver()])
    expect(unguardedFields(admin)).toEqual(['Leak.skipped'])
    expect(rootFields(admin).filter((field) => !forEverybody.includes(field))).toEqual(['Query.leak'])
  })
})

describe('the public schema', () => {
  test('has no root field that asks for a permission', () => {
    const guarded = rootPermissions()
    expect(rootFields(schemas.public).filter((field) => guarded.has(field))).toEqual([])
  })

  test('has no type that only the admin needs', () => {
    for (const name of ['ApiKey', 'AuditEntry', 'Permission', 'ChannelSaveInput'])
      expect([name, schemas.public.getType(name), typeof schemas.admin.getType(name)]).toEqual([
        name,
        undefined,
        'object',
      ])
  })
})

test('interfaces and unions tell a type at once: graphql-jit awaits no promise there', () => {
  const abstract = Object.values(schemas.admin.getTypeMap()).filter(isAbstractType)
  expect(abstract.length).toBeGreaterThan(0)
  for (const type of abstract) {
    const [possible] = schemas.admin.getPossibleTypes(type)
    for (const value of [{ __typename: possible?.name, errors: [] }, {}, null])
      expect([type.name, typeof type.resolveType?.(value, {}, {} as never, type)]).not.toEqual([
        type.name,
        'object',
      ])
  }
})
