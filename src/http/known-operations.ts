import { GraphQLError, type ValidationRule } from 'graphql'

/** Refuses operations of a kind that the schema has none of. graphql-js notices only when it executes them: a fault. */
export const KnownOperationsRule: ValidationRule = (context) => ({
  OperationDefinition(node) {
    if (context.getSchema().getRootType(node.operation)) return
    context.reportError(new GraphQLError(`This endpoint has no ${node.operation}s.`, { nodes: node }))
  },
})
