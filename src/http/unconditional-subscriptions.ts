import { GraphQLError, Kind, type ValidationRule } from 'graphql'
import { fragmentsOf } from './fragments.js'
import { rootSelections } from './root-selections.js'

/**
 * Refuses `@skip` and `@include` at the root of a subscription: without its variables, one cannot be told to have one field.
 * The rule of GraphQL that tries throws, so it gets to see nothing of the document.
 */
export const UnconditionalSubscriptionsRule: ValidationRule = (context) => ({
  Document(document) {
    const fragments = fragmentsOf(document)
    for (const definition of document.definitions) {
      if (definition.kind !== Kind.OPERATION_DEFINITION || definition.operation !== 'subscription') continue
      for (const selection of rootSelections(definition, fragments)) {
        const condition = selection.directives?.find(
          ({ name: { value } }) => value === 'skip' || value === 'include',
        )
        if (!condition) continue
        const message = `The root of a subscription takes no \`@${condition.name.value}\`. Subscribe, or do not.`
        context.reportError(new GraphQLError(message, { nodes: condition }))
        return null
      }
    }
    return undefined
  },
})
