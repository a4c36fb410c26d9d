/** Names of things that exist, by what they are asked for. Sorted, so that a seed finds them again. */
export type Known = Readonly<
  Record<'id' | 'slug' | 'sku' | 'externalReference' | 'key' | 'choice' | 'after', readonly string[]>
>

interface Node {
  readonly id: string
  readonly slug: string
  readonly externalReference: string
}

interface Shown {
  readonly products: {
    readonly edges: readonly {
      readonly cursor: string
      readonly node: Node & {
        readonly attributes: readonly {
          readonly key: string
          readonly choices?: readonly { readonly key: string }[]
        }[]
        readonly variants: { readonly nodes: readonly { readonly id: string; readonly sku: string }[] }
      }
    }[]
  }
  readonly categories: { readonly edges: readonly { readonly cursor: string; readonly node: Node }[] }
}

const query = `{
  products(first: 20) { edges { cursor node {
    id slug externalReference attributes { key ... on ChoiceAttribute { choices { key } } } variants(first: 5) { nodes { id sku } } } } }
  categories(first: 20) { edges { cursor node { id slug externalReference } } }
}`

/** Looks around in the shop behind `url`. */
export async function lookAround(url: string): Promise<Known> {
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  })
  const { data } = (await answer.json()) as { data: Shown }
  const nodes = [...data.products.edges, ...data.categories.edges].map(({ node }) => node)
  const products = data.products.edges.map(({ node }) => node)
  const variants = products.flatMap((product) => product.variants.nodes)
  const attributes = products.flatMap((product) => product.attributes)
  return {
    id: sorted([...nodes, ...variants].map(({ id }) => id)),
    slug: sorted(nodes.map(({ slug }) => slug)),
    sku: sorted(variants.map(({ sku }) => sku)),
    externalReference: sorted(nodes.map((node) => node.externalReference)),
    key: sorted(attributes.map(({ key }) => key)),
    choice: sorted(attributes.flatMap(({ choices = [] }) => choices.map(({ key }) => key))),
    after: sorted([...data.products.edges, ...data.categories.edges].map(({ cursor }) => cursor)),
  }
}

const sorted = (names: readonly string[]) => [...new Set(names)].sort()
