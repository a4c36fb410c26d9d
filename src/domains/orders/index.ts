export { type OrderEventKind, orderEvents, orderStatuses } from './rules/states.js'
export { createOrders, type Orders } from './service.js'
export * from './types.js'
