export { unitPrice } from './unit-price.js'
