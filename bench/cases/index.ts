import { browse } from './browse.js'
import { cartAdd, cartRead } from './carts.js'
import type { Case } from './case.js'
import { checkout, orderHot, orderPlace } from './checkout.js'
import { fanOut } from './fan-out.js'
import { flood } from './flood.js'
import { importIcecat, importShop } from './import.js'
import { cachedGet, cachedPage, cachedRedis, notModified } from './kept.js'
import { mixed } from './mixed.js'
import { priceCarts } from './price-carts.js'
import { productPage } from './product-page.js'
import { selectedVariant } from './selected-variant.js'
import { signIn } from './sign-in.js'
import { smallWrites } from './small-writes.js'
import { stockAdjust, stockHot, stockReserve } from './stock.js'
import { upsert } from './upsert.js'
import { workersBrowse, workersCached } from './workers.js'

export const cases: readonly Case[] = [
  browse,
  productPage,
  selectedVariant,
  cachedPage,
  cachedGet,
  notModified,
  cachedRedis,
  mixed,
  flood,
  fanOut,
  workersBrowse,
  workersCached,
  upsert,
  importShop,
  importIcecat,
  smallWrites,
  stockAdjust,
  stockReserve,
  stockHot,
  cartAdd,
  cartRead,
  priceCarts,
  checkout,
  orderPlace,
  orderHot,
  signIn,
]
