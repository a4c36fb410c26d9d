import type { ContainerType, NonEmptyArray } from 'type-graphql'

type ResolverClass = new (...services: never[]) => object

/** Hands TypeGraphQL the resolvers that were built by hand, and refuses to build any itself. */
export function containerOf(resolvers: readonly object[]): {
  readonly container: ContainerType
  readonly classes: NonEmptyArray<ResolverClass>
} {
  const instances = new Map<unknown, object>(resolvers.map((resolver) => [resolver.constructor, resolver]))
  const classes = resolvers.map((resolver) => resolver.constructor as ResolverClass)
  return {
    classes: classes as NonEmptyArray<ResolverClass>,
    container: {
      get(wanted) {
        const instance = instances.get(wanted)
        if (!instance) throw new Error(`No resolver ${wanted.name} was built: see app/build-resolvers.ts`)
        return instance
      },
    },
  }
}
