export { facetLength } from './rules/rows.js'
export {
  type CountInput,
  type CountListed,
  createListings,
  type ListedPage,
  type Listings,
  type RebuildStep,
} from './service.js'
export { countListed, type Place } from './store/browse.js'
export * from './types.js'
