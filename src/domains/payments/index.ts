export * from './inputs.js'
export * from './provider.js'
export { createPayments, type Payments } from './service.js'
export * from './types.js'
