export { deliveryOptions } from './options.js'
