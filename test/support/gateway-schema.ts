import { buildSchema, type GraphQLSchema, isObjectType } from 'graphql'

type Resolvers = Record<string, Record<string, (source: never, args: never, context: never) => unknown>>

/** A schema of its own for what the real one must never show, such as resolvers that fail. */
export function schemaOf(sdl: string, resolvers: Resolvers): GraphQLSchema {
  const schema = buildSchema(sdl)
  for (const [typeName, fields] of Object.entries(resolvers)) {
    const type = schema.getType(typeName)
    if (!isObjectType(type)) throw new Error(`No object type ${typeName}`)
    for (const [name, resolve] of Object.entries(fields)) {
      const field = type.getFields()[name]
      if (!field) throw new Error(`No field ${typeName}.${name}`)
      field.resolve = resolve as never
    }
  }
  return schema
}
