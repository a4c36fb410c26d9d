export { discountLines, discountShipping, isOnShipping } from './apply-discounts.js'
