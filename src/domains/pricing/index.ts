export { perMeasure } from './rules/per-measure.js'
export { mostMinor, type PricedChannel } from './rules/prices.js'
export { createPricing, type OffersWanted, type PriceChange, type PriceSet, type Pricing } from './service.js'
export * from './types.js'
