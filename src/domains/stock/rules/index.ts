export { shownQuantity } from './availability.js'
