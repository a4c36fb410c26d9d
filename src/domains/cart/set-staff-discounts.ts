import type { Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import type { Actor } from '../audit/index.js'
import { changedByStaff } from './by-staff.js'
import type { CartChanged } from './change-cart.js'
import type { CartDependencies } from './dependencies.js'
import type { CartStaffDiscountsSetInput } from './records.js'
import { staffDiscountOf, staffDiscountProblems } from './rules/staff-discounts.js'

/** Gives these discounts on a cart in the place of those that staff have given on it before. */
export const setStaffDiscounts = (
  dependencies: CartDependencies,
  actor: Actor,
  input: CartStaffDiscountsSetInput,
): Promise<Result<CartChanged, Problem>> =>
  changedByStaff(dependencies, actor, { action: 'cartStaffDiscountsSet', input }, async (_, before) => {
    const problems = staffDiscountProblems(input.discounts, before)
    if (problems.length > 0) return rejected(problems)
    return ok({ ...before, staffDiscounts: input.discounts.map(staffDiscountOf) })
  })
