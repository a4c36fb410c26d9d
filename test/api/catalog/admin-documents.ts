/** Every reason of a refusal, in every field that some of them have. */
export const errors =
  '... on Rejection { errors { __typename code message field ... on InvalidInput { min max allowed } ... on NotFound { reference } ... on VersionConflict { currentVersion } } }'
export const upsert = /* GraphQL */ `
  mutation ($input: ProductsUpsertInput!) {
    productsUpsert(input: $input) {
      ... on ProductsUpsertPayload {
        results { externalReference outcome productId errors { __typename code message field } }
      }
      ${errors}
    }
  }
`
