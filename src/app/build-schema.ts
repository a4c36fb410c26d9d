import 'reflect-metadata'
import { type GraphQLSchema, isInputObjectType } from 'graphql'
import { buildSchema } from 'type-graphql'
import { directives } from '../schema/directives.js'
import { resolveTypesAtOnce } from './abstract-types.js'
import { authChecker } from './auth-checker.js'
import { containerOf } from './container.js'
import { resolveDirectly } from './direct-resolvers.js'
import { publicView, sdlOf } from './schema-views.js'
import { rootPermissions } from './type-metadata.js'

export interface Schemas {
  /** What `/graphql` serves: root fields that ask for no permission. */
  readonly public: GraphQLSchema
  /** What `/admin/graphql` serves: all of it. */
  readonly admin: GraphQLSchema
  readonly publicSdl: string
  readonly adminSdl: string
}

/** One schema and its two views. Guards stay on its fields in both. */
export async function buildSchemas(resolvers: readonly object[]): Promise<Schemas> {
  const { container, classes } = containerOf(resolvers)
  const admin = await buildSchema({
    resolvers: classes,
    container,
    authChecker,
    directives,
    pubSub: noPubSub,
    validate: false,
  })
  resolveTypesAtOnce(admin)
  resolveDirectly(admin, container, classes)
  markOneOfs(admin)
  describeRoots(admin)
  const permissions = rootPermissions()
  const forStaff = rootsForStaff(admin)
  const open = publicView(admin, (field) => !permissions.has(field) && !forStaff.has(field))
  return { public: open, admin, publicSdl: sdlOf(open), adminSdl: sdlOf(admin) }
}

/** TypeGraphQL keeps `@Directive('@oneOf')` on input types only in their syntax tree. */
function markOneOfs(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap()).filter(isInputObjectType))
    type.isOneOf = type.astNode?.directives?.some(({ name }) => name.value === 'oneOf') ?? false
}

/** Root fields that are the admin's though they ask for no permission, such as signing in. */
function rootsForStaff(schema: GraphQLSchema): ReadonlySet<string> {
  const roots = [schema.getQueryType(), schema.getMutationType()].flatMap((type) => type ?? [])
  return new Set(
    roots.flatMap((type) =>
      Object.values(type.getFields())
        .filter(({ extensions }) => extensions.isForStaff)
        .map(({ name }) => `${type.name}.${name}`),
    ),
  )
}

/** TypeGraphQL makes the root types by itself. */
function describeRoots(schema: GraphQLSchema): void {
  const descriptions = {
    Query: 'What can be asked.',
    Mutation: 'What can be changed.',
    Subscription: 'What is told as it happens.',
  }
  for (const [name, description] of Object.entries(descriptions)) {
    const type = schema.getType(name)
    if (type) type.description = description
  }
}

/** TypeGraphQL's own lets one slow subscriber end the process, and its topics share a buffer. */
const noPubSub = {
  publish(): never {
    throw new Error('Subscriptions do not go through TypeGraphQL')
  },
  subscribe(): never {
    throw new Error('Subscriptions do not go through TypeGraphQL')
  },
}
