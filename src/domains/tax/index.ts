export { createTax, type Tax } from './service.js'
export * from './types.js'
