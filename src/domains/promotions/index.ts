export { customerKeyOf } from './customer-key.js'
export { codeKeyOf } from './rules/code.js'
export { type CodeAsked, type CodeDiscount, createPromotions, type Promotions } from './service.js'
export * from './types.js'
