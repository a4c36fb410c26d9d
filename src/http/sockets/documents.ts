import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  NoSchemaIntrospectionCustomRule,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql'
import { LRUCache } from 'lru-cache'
import { documentRules } from '../document-rules.js'
import { queryLimits } from '../limits/query-limits.js'

/** All that is wrong with a document. */
export class DocumentError extends Error {
  constructor(readonly errors: readonly GraphQLError[]) {
    super('The document cannot run')
  }
}

const mostCharacters = 1_048_576

/**
 * Parses and validates documents by the same limits and rules as over HTTP. After a restart all clients send theirs at
 * once, so those that are sound are kept. Throws a `DocumentError`.
 */
export function soundDocuments(schema: GraphQLSchema, production: boolean): (source: string) => DocumentNode {
  const known = new LRUCache<string, DocumentNode>({
    maxSize: mostCharacters,
    sizeCalculation: (_, { length }) => 200 + length,
  })
  const hidden = production ? [NoSchemaIntrospectionCustomRule] : []
  const rules = [...specifiedRules, ...documentRules, ...hidden]
  return (source) => {
    const kept = known.get(source)
    if (kept) return kept
    const document = parsed(source)
    const errors = validate(schema, document, rules, { hideSuggestions: production })
    if (errors.length > 0) throw new DocumentError(errors.map(coded('GRAPHQL_VALIDATION_FAILED')))
    known.set(source, document)
    return document
  }
}

function parsed(source: string): DocumentNode {
  try {
    return parse(source, { maxTokens: queryLimits.tokens })
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    throw new DocumentError([coded('GRAPHQL_PARSE_FAILED')(error)])
  }
}

const coded = (code: string) => (error: GraphQLError) => {
  error.extensions.code = code
  return error
}

/** The subscription that is asked for. Throws a `GraphQLError`. */
export function subscriptionIn(
  document: DocumentNode,
  operationName: string | undefined,
): OperationDefinitionNode {
  const operation = getOperationAST(document, operationName)
  if (!operation) {
    const message =
      operationName === undefined
        ? 'Say by `operationName` which operation of the document is meant.'
        : `The document has no operation \`${operationName}\`.`
    throw badInput(message)
  }
  if (operation.operation !== 'subscription')
    throw badInput(`Only subscriptions come over a socket. Send this ${operation.operation} over HTTP.`)
  return operation
}

export const badInput = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } })
