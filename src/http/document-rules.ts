import type { ValidationRule } from 'graphql'
import { KnownOperationsRule } from './known-operations.js'
import { OneAuthenticationRule } from './limits/one-authentication.js'
import { QueryLimitsRule } from './limits/query-limits.js'
import { StorableTextRule } from './text-safety.js'
import { UnconditionalSubscriptionsRule } from './unconditional-subscriptions.js'

/** What is asked of documents besides what GraphQL asks of them. */
export const documentRules: readonly ValidationRule[] = [
  KnownOperationsRule,
  StorableTextRule,
  QueryLimitsRule,
  UnconditionalSubscriptionsRule,
  OneAuthenticationRule,
]
