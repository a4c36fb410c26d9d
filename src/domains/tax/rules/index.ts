export { ratesAt } from './rates.js'
export { taxed } from './taxed.js'
