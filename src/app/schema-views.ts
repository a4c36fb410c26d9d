import {
  type GraphQLNamedType,
  GraphQLObjectType,
  GraphQLSchema,
  isInterfaceType,
  lexicographicSortSchema,
  printSchema,
} from 'graphql'

/** Whether a root field, such as `Query.shop`, is for everybody. */
type IsPublic = (field: string) => boolean

/** The schema with only those root fields and the types that they lead to. Types and resolvers are the same objects. */
export function publicView(schema: GraphQLSchema, isPublic: IsPublic): GraphQLSchema {
  const roots = {
    query: picked(schema.getQueryType(), isPublic),
    mutation: picked(schema.getMutationType(), isPublic),
    subscription: picked(schema.getSubscriptionType(), isPublic),
    directives: schema.getDirectives(),
  }
  let view = new GraphQLSchema(roots)
  for (;;) {
    const types = implementations(schema, view)
    if (types.every((type) => view.getType(type.name))) return view
    view = new GraphQLSchema({ ...roots, types })
  }
}

export const sdlOf = (schema: GraphQLSchema): string => `${printSchema(lexicographicSortSchema(schema))}\n`

function picked(type: GraphQLObjectType | null | undefined, isPublic: IsPublic): GraphQLObjectType | null {
  if (!type) return null
  const { fields, ...config } = type.toConfig()
  const kept = Object.entries(fields).filter(([name]) => isPublic(`${type.name}.${name}`))
  return kept.length > 0 ? new GraphQLObjectType({ ...config, fields: Object.fromEntries(kept) }) : null
}

/** What the interfaces of a view can turn out to be. `Node` says nothing of that: everything is one. */
const implementations = (schema: GraphQLSchema, view: GraphQLSchema): readonly GraphQLNamedType[] =>
  Object.values(view.getTypeMap())
    .filter(isInterfaceType)
    .filter(({ name }) => name !== 'Node')
    .flatMap((type) => schema.getPossibleTypes(type))
