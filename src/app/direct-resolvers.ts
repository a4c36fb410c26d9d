import { type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql'
import { type ContainerType, getMetadataStorage } from 'type-graphql'

type Resolve = GraphQLFieldResolver<unknown, unknown, Record<string, unknown>>
type Pick = (root: unknown, args: Record<string, unknown>, context: unknown) => unknown
type FieldResolverMetadata = ReturnType<typeof getMetadataStorage>['fieldResolvers'][number]
type ParamMetadata = NonNullable<FieldResolverMetadata['params']>[number]

/**
 * Lets fields call their resolver's method at once. TypeGraphQL makes class instances of arguments, sorts parameters and
 * looks for middleware on every call, which on a list costs more than the call. Fields that ask for a permission stay.
 */
export function resolveDirectly(
  schema: GraphQLSchema,
  container: ContainerType,
  classes: readonly unknown[],
): void {
  const { fieldResolvers, objectTypes } = getMetadataStorage()
  const names = new Map<unknown, string>(objectTypes.map(({ target, name }) => [target, name]))
  for (const definition of fieldResolvers.filter(({ target }) => classes.includes(target))) {
    const type = schema.getType(names.get(definition.getObjectType?.()) ?? '')
    const field = isObjectType(type) ? type.getFields()[definition.schemaName] : undefined
    const isGuarded = definition.roles !== undefined || (definition.middlewares?.length ?? 0) > 0
    if (field && definition.kind === 'external' && !isGuarded) field.resolve = directly(definition, container)
  }
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
