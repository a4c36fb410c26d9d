export { type DeliveryWindow, deliveryWindow } from './rules/window.js'
export { createDelivery, type Delivery, type MethodsWanted } from './service.js'
export * from './types.js'
