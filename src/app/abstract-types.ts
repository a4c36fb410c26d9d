import { type GraphQLSchema, type GraphQLTypeResolver, isAbstractType } from 'graphql'
import { getMetadataStorage } from 'type-graphql'

type ResolveType = GraphQLTypeResolver<unknown, unknown>

/**
 * Makes interfaces and unions tell the type of a value at once and without throwing. TypeGraphQL's own functions return
 * promises, which graphql-jit does not await, and throw, which there ends the process. A value is an instance of its
 * type's class, or has a `__typename`, unless the type has a `resolveType`, which must not be async.
 */
export function resolveTypesAtOnce(schema: GraphQLSchema): void {
  const { unions, interfaceTypes, objectTypes } = getMetadataStorage()
  const names = new Map<unknown, string>(objectTypes.map(({ target, name }) => [target, name]))
  for (const type of Object.values(schema.getTypeMap()).filter(isAbstractType)) {
    const metadata = [...unions, ...interfaceTypes].find(({ name }) => name === type.name)
    type.resolveType = typeNames(names, metadata?.resolveType ?? ownType)
  }
}

function typeNames(
  names: ReadonlyMap<unknown, string>,
  resolveType: (...args: Parameters<ResolveType>) => unknown,
): ResolveType {
  return (...args) => {
    try {
      const type = resolveType(...args)
      return typeof type === 'string' ? type : names.get(type)
    } catch {
      return undefined
    }
  }
}

const ownType = (value: unknown): unknown => {
  const tagged = value as { readonly __typename?: string; readonly constructor: unknown }
  return tagged.__typename ?? tagged.constructor
}
