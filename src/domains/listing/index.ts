export { facetLength } from './rules/rows.js'
export { createListings, type ListedPage, type Listings, type RebuildStep } from './service.js'
export type { Place } from './store/browse.js'
export * from './types.js'
