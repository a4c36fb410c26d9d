export { allocate, allocateTo } from './allocate.js'
export { exponentOf, isCurrency } from './currency.js'
export { decimalOf, parseDecimal } from './decimal.js'
export type { Exact } from './exact.js'
export { formatMoney } from './format.js'
export {
  absolute,
  add,
  compare,
  equal,
  least,
  type Money,
  money,
  most,
  negate,
  subtract,
  sum,
} from './money.js'
export { portion } from './portion.js'
export type { Rounding } from './rounding.js'
export { convert, divide, multiply, roundTo, share } from './share.js'
