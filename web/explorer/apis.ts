import productUpsert from './examples/admin/product-upsert.graphql'
import categoryTree from './examples/shop/category-tree.graphql'
import productList from './examples/shop/product-list.graphql'
import productPage from './examples/shop/product-page.graphql'
import shop from './examples/shop/shop.graphql'

/** One of the two views of the schema, with the tabs that a first visit opens. */
export interface Api {
  readonly name: string
  readonly url: string
  readonly page: string
  readonly tabs: { query: string; headers?: string }[]
}

const adminHeaders = JSON.stringify({ Authorization: 'Bearer <the value of ATHANOR_ADMIN_KEY>' }, null, 2)

export const shopApi: Api = {
  name: 'shop',
  url: '/graphql',
  page: '/explorer',
  tabs: [shop, productPage, productList, categoryTree].map((query) => ({ query })),
}

export const adminApi: Api = {
  name: 'admin',
  url: '/admin/graphql',
  page: '/explorer/admin',
  tabs: [{ query: productUpsert, headers: adminHeaders }],
}
