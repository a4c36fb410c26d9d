import { GraphQLError, type ValidationRule } from 'graphql'
import { fragmentsOf } from '../fragments.js'
import { rootFields } from '../root-selections.js'

/**
 * Lets an operation have one field that is about getting into an account (marked `isAuthentication`). With aliases, one
 * request could try many passwords.
 */
export const OneAuthenticationRule: ValidationRule = (context) => ({
  OperationDefinition(operation) {
    const fields = context.getSchema().getRootType(operation.operation)?.getFields() ?? {}
    const asked = [...rootFields(operation, fragmentsOf(context.getDocument()))]
    if (asked.filter(({ name }) => fields[name.value]?.extensions.isAuthentication).length <= 1) return
    const message = 'A request may do one thing that is about signing in. Send several requests.'
    context.reportError(new GraphQLError(message, { nodes: operation }))
  },
})
