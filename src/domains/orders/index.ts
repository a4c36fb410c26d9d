export { createOrders, type Orders } from './service.js'
export * from './types.js'
