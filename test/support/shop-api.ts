import { type ShopGateway, startTestGateway } from './gateway.js'
import { furnish, shopOf, type TestShop, testClock } from './shop.js'

type Headers = Record<string, string>
type Answer = Awaited<ReturnType<ShopGateway['request']>>
type Ask = (query: string, variables?: object, headers?: Headers) => Promise<Data>

// What a test expects of an answer is its own to know.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Data = any

export interface ShopApi extends TestShop, Pick<ShopGateway, 'url' | 'live' | 'http' | 'logged'> {
  /** The data of a public answer; throws when it has errors. */
  readonly ask: Ask
  /** The same with the admin key and the whole schema. */
  readonly askAdmin: Ask
  /** The errors of a public answer. */
  readonly errorsOf: Ask
  readonly adminErrorsOf: Ask
  /** The whole answer of an operation with a key of just these permissions, or with none. */
  as(
    permissions: readonly string[] | null,
    query: string,
    variables?: object,
    headers?: Headers,
  ): Promise<Answer>
}

/** The small shop of `openTestShop` behind a gateway. */
export async function startTestShop(settings: { readonly cacheMiB?: number } = {}): Promise<ShopApi> {
  const clock = testClock()
  const gateway = await startTestGateway({ clock, ...settings })
  const shop = shopOf(gateway.db, clock, gateway.services)
  await furnish(gateway.services)
  const keys = new Map<string, string>()
  const keyWith = async (permissions: readonly string[]) => {
    const input = { name: 'Test', permissions }
    const { body } = await gateway.admin(apiKeyCreate, { input })
    return body.data.apiKeyCreate.key as string
  }
  return {
    ...shop,
    url: gateway.url,
    live: gateway.live,
    http: gateway.http,
    logged: gateway.logged,
    ask: async (...operation) => dataOf(await gateway.request(...operation)),
    askAdmin: async (...operation) => dataOf(await gateway.admin(...operation)),
    errorsOf: async (...operation) => errorsOf(await gateway.request(...operation)),
    adminErrorsOf: async (...operation) => errorsOf(await gateway.admin(...operation)),
    async as(permissions, query, variables = {}, headers = {}) {
      if (!permissions) return gateway.http.post('/admin/graphql').send({ query, variables })
      const name = permissions.join()
      if (!keys.has(name)) keys.set(name, await keyWith(permissions))
      return gateway.admin(query, variables, { ...headers, authorization: `Bearer ${keys.get(name)}` })
    },
  }
}

const apiKeyCreate =
  'mutation ($input: ApiKeyCreateInput!) { apiKeyCreate(input: $input) { ... on ApiKeyCreatePayload { key } } }'

function dataOf({ body }: Answer): Data {
  if (body.errors) throw new Error(JSON.stringify(body.errors, null, 2))
  return body.data
}

function errorsOf({ status, body }: Answer): Data {
  if (status >= 500 || !body.errors) throw new Error(`${status} ${JSON.stringify(body, null, 2)}`)
  return body.errors
}
