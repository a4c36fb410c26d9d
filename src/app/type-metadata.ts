import { getMetadataStorage } from 'type-graphql'

/** The permissions that root fields ask for, by `Mutation.channelSave`. A root field without an entry is anybody's. */
export function rootPermissions(): ReadonlyMap<string, readonly unknown[]> {
  const { queries, mutations, subscriptions, authorizedFields, authorizedResolver } = getMetadataStorage()
  const permissionsOf = (target: unknown, method: string) =>
    authorizedFields.find((one) => one.target === target && one.fieldName === method)?.roles ??
    authorizedResolver.find((one) => one.target === target)?.roles
  const roots = { Query: queries, Mutation: mutations, Subscription: subscriptions }
  return new Map(
    Object.entries(roots).flatMap(([root, handlers]) =>
      handlers.flatMap(({ target, methodName, schemaName }): [string, readonly unknown[]][] => {
        const permissions = permissionsOf(target, methodName)
        return permissions ? [[`${root}.${schemaName}`, permissions]] : []
      }),
    ),
  )
}
