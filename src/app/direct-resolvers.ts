import { type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql'
import { type ContainerType, getMetadataStorage } from 'type-graphql'

type Resolve = GraphQLFieldResolver<unknown, unknown, Record<string, unknown>>
type Pick = (root: unknown, args: Record<string, unknown>, context: unknown) => unknown
type FieldResolverMetadata = ReturnType<typeof getMetadataStorage>['fieldResolvers'][number]
type ParamMetadata = NonNullable<FieldResolverMetadata['params']>[number]

/**
 * Lets fields call their resolver's method, or read their getter, at once. TypeGraphQL makes class instances of
 * arguments, sorts parameters and looks for middleware on every call, which on a list costs more than the call.
 * Fields that ask for a permission stay as they are.
 */
export function resolveDirectly(
  schema: GraphQLSchema,
  container: ContainerType,
  classes: readonly unknown[],
): void {
  const { fieldResolvers, objectTypes } = getMetadataStorage()
  const names = new Map<unknown, string>(objectTypes.map(({ target, name }) => [target, name]))
  for (const { target, name, fields = [] } of objectTypes)
    for (const { name: property, schemaName, roles } of fields) {
      const field = fieldOf(schema, name, schemaName)
      if (field && !roles && isGetter(target.prototype, property)) delete field.resolve
    }
  for (const definition of fieldResolvers.filter(({ target }) => classes.includes(target))) {
    const field = fieldOf(schema, names.get(definition.getObjectType?.()), definition.schemaName)
    const isGuarded = definition.roles !== undefined || (definition.middlewares?.length ?? 0) > 0
    if (field && definition.kind === 'external' && !isGuarded) field.resolve = directly(definition, container)
  }
}

function fieldOf(schema: GraphQLSchema, typeName: string | undefined, fieldName: string) {
  const type = schema.getType(typeName ?? '')
  return isObjectType(type) ? type.getFields()[fieldName] : undefined
}

/** Without a resolver, graphql reads a property, and that is all that a getter needs. */
function isGetter(prototype: object | null, property: string): boolean {
  for (let at = prototype; at; at = Object.getPrototypeOf(at)) {
    const descriptor = Object.getOwnPropertyDescriptor(at, property)
    if (descriptor) return descriptor.get !== undefined
  }
  return false
}

function directly(
  { target, methodName, params = [] }: FieldResolverMetadata,
  container: ContainerType,
): Resolve {
  const instance = container.get(target as never, {} as never) as Record<
    string,
    (...values: unknown[]) => unknown
  >
  const picks = params.toSorted((a, b) => a.index - b.index).map(pickOf)
  const [first, second, third, ...more] = picks
  if (more.length > 0) throw new Error(`${methodName} has more than three parameters`)
  return (root, args, context) =>
    instance[methodName]?.(
      first?.(root, args, context),
      second?.(root, args, context),
      third?.(root, args, context),
    )
}

/** Where a parameter's value comes from. */
function pickOf(param: ParamMetadata): Pick {
  switch (param.kind) {
    case 'root':
      return (root) => root
    case 'context':
      return (_root, _args, context) => context
    case 'args':
      return (_root, args) => args
    case 'arg':
      return (_root, args) => args[param.name]
    default:
      throw new Error(`A field's resolver has a parameter of the kind "${param.kind}"`)
  }
}
