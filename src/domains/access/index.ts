export { type Access, createAccess } from './service.js'
export type { StaffLetter } from './staff/letters.js'
export type { Staff, StaffSignIn } from './staff/service.js'
export * from './types.js'
