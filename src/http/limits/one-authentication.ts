import {
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationRule,
} from 'graphql'
import { type Fragments, fragmentsOf } from '../fragments.js'

/**
 * Lets an operation have one field that is about getting into an account (marked `isAuthentication`). With aliases, one
 * request could try many passwords.
 */
export const OneAuthenticationRule: ValidationRule = (context) => ({
  OperationDefinition(operation) {
    const fields = context.getSchema().getRootType(operation.operation)?.getFields() ?? {}
    const names = rootFieldNames(operation, fragmentsOf(context.getDocument()))
    if (names.filter((name) => fields[name]?.extensions.isAuthentication).length <= 1) return
    const message = 'A request may do one thing that is about signing in. Send several requests.'
    context.reportError(new GraphQLError(message, { nodes: operation }))
  },
})

/** A fragment that is spread twice is one and the same. */
function rootFieldNames({ selectionSet }: OperationDefinitionNode, fragments: Fragments): string[] {
  const spread = new Set<string>()
  const namesIn = ({ selections }: SelectionSetNode): string[] =>
    selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [selection.name.value]
      if (selection.kind === Kind.INLINE_FRAGMENT) return namesIn(selection.selectionSet)
      const { value: name } = selection.name
      const fragment = fragments.get(name)
      if (!fragment || spread.has(name)) return []
      spread.add(name)
      return namesIn(fragment.selectionSet)
    })
  return namesIn(selectionSet)
}
