export { explainCart } from './rules/explain.js'
export { mostCartMinor, mostUnits } from './rules/limits.js'
export { priceCart } from './rules/price-cart.js'
export * from './types.js'
