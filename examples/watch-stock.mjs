// Shows the stock of a variant as it changes:  node examples/watch-stock.mjs RET-CLS-250-CLR [http://127.0.0.1:4000]
// Stop the gateway and start it again: the client comes back by itself, and tells what it has missed.
import { createClient } from 'graphql-ws'
import { WebSocket } from 'ws'

const [sku, address = 'http://127.0.0.1:4000'] = process.argv.slice(2)
if (!sku) throw new Error('Name a variant by its SKU.')

const answer = await fetch(`${address}/graphql`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({
    query: 'query ($sku: String!) { productVariant(by: { sku: $sku }) { id } }',
    variables: { sku },
  }),
})
const { productVariant } = (await answer.json()).data
if (!productVariant) throw new Error(`Nobody sells ${sku}.`)

const client = createClient({
  url: `${address.replace('http', 'ws')}/graphql`,
  webSocketImpl: WebSocket,
  retryAttempts: Number.POSITIVE_INFINITY,
  shouldRetry: () => true,
})
const query = `subscription ($ids: [ID!], $since: String) {
  stockChanged(variantIds: $ids, since: $since) {
    cursor snapshot variants { sku availability quantityAvailable stockVersion } } }`
// The client sends these variables again when it comes back: with the last cursor nothing is missed.
const variables = { ids: [productVariant.id], since: null }

client.subscribe(
  { query, variables },
  {
    next({ data, errors }) {
      if (!data) return console.error(errors)
      const { cursor, snapshot, variants } = data.stockChanged
      variables.since = cursor
      for (const variant of variants)
        console.log(
          `${snapshot ? 'now    ' : 'changed'}  ${variant.sku}  ${variant.availability}  ` +
            `${variant.quantityAvailable ?? 'many'}  version ${variant.stockVersion}`,
        )
    },
    error: (error) => console.error(error),
    complete: () => process.exit(),
  },
)
