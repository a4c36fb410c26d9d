export { mostMinor, type PricedChannel } from './rules/prices.js'
export { createPricing, type PriceChange, type PriceSet, type Pricing } from './service.js'
export * from './types.js'
