export { discountLines, discountShipping, isOnShipping } from './apply-discounts.js'
export { codeKeyOf } from './code.js'
