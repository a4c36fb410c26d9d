import { currency } from '../shop/definitions.js'
import { type Answer, asked, question, rowsOf, type Terms } from './question.js'
import { chain, channelId } from './shop.js'

interface PlacedProduct {
  id: number
  name: string
  slug: string
  description: string | null
}
interface PlacedVariant {
  product_id: number
  id: number
  sku: string
  name: string
  amount_minor: number
}

const pageBehind = question<PlacedProduct>(`
  select l.product_id as id, coalesce(a.name, b.name) as name, coalesce(a.slug, b.slug) as slug,
    case when a.locale is null then b.description else a.description end as description
  from listing l
  left join product_text a on a.product_id = l.product_id and a.locale = ?
  left join product_text b on b.product_id = l.product_id and b.locale = ?
  where l.channel_id = ? and l.currency = ? and l.published_at <= ? and (l.rank, l.product_id) < (?, ?)
  order by l.rank desc, l.product_id desc limit 24`)

const columns = 'l.product_id, v.id, v.sku, coalesce(a.name, b.name) as name, l.amount_minor'
const joined = `
  join variant v on v.id = l.variant_id
  left join variant_text a on a.variant_id = v.id and a.locale = ?
  left join variant_text b on b.variant_id = v.id and b.locale = ?`

const firstTwoOfEach = question<PlacedVariant>({
  sqlite: `
    select ${columns}
    from json_each(?) wanted
    cross join listing_variant l on l.channel_id = ? and l.currency = ? and l.product_id = wanted.value
      and l.position <= coalesce((
        select second.position from listing_variant second
        where second.channel_id = l.channel_id and second.currency = l.currency and second.product_id = wanted.value
        order by second.position limit 1 offset 1
      ), 1000000000)
    ${joined}
    order by wanted.key, l.position`,
  postgres: `
    select ${columns}
    from unnest(?::bigint[]) with ordinality wanted(value, key)
    cross join lateral (
      select * from listing_variant l
      where l.channel_id = ? and l.currency = ? and l.product_id = wanted.value
      order by l.position limit 2
    ) l
    ${joined}
    order by wanted.key, l.position`,
})

/** A page of 24 products with two variants each, behind a cursor. */
export function* browse({ after }: { after: string }, { now, list }: Terms): Answer {
  const [, rank, productId] = JSON.parse(Buffer.from(after, 'base64url').toString())
  const [products] = yield* rowsOf(asked(pageBehind, ...chain, channelId, currency, now(), rank, productId))
  const ids = products.map((product) => product.id)
  const [variants] = yield* rowsOf(asked(firstTwoOfEach, list(ids), channelId, currency, ...chain))
  const variantsOf = new Map<number, object[]>(ids.map((id) => [id, []]))
  for (const { product_id, id, sku, name, amount_minor } of variants)
    variantsOf.get(product_id)?.push({
      id: `var_${id}`,
      sku,
      name,
      price: { amountMinor: amount_minor, currency },
    })
  return {
    products: {
      nodes: products.map(({ id, name, slug, description }) => ({
        id: `prd_${id}`,
        name,
        slug,
        description,
        variants: { nodes: variantsOf.get(id) },
      })),
    },
  }
}
