export { type Audit, createAudit } from './service.js'
export * from './types.js'
