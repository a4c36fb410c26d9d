import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { print } from 'graphql'
import type { TestGateway } from './gateway.js'

/** Runs a document of `test/generated` and gives its data, typed as it selects. Throws when the answer has errors. */
export type Execute = <Data, Variables extends object>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  headers?: Record<string, string>,
) => Promise<Data>

/** `executor(gateway.request)` for documents of the shop, `executor(gateway.admin)` for those of the admin. */
export const executor =
  (send: TestGateway['request']): Execute =>
  async (document, variables, headers) => {
    const { body } = await send(print(document), variables, headers)
    if (body.errors) throw new Error(`The answer has errors: ${JSON.stringify(body.errors, null, 2)}`)
    return body.data
  }
