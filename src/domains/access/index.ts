export { type Access, createAccess } from './service.js'
export * from './types.js'
