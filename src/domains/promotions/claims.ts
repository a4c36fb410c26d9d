import type { Tx } from '../../db/index.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import {
  deleteClaim,
  giveCustomerUseBack,
  giveUseBack,
  insertClaim,
  readClaims,
  readCodeById,
  takeCustomerUse,
  takeUse,
} from './store.js'
import type { CodeUse, DiscountObstacle } from './types.js'

/** As many as can be counted. */
const mostUses = 2_147_483_647

/** Takes one use of a code, if one is left in all and to the customer; else leaves nothing behind. */
export async function claim(tx: Tx, use: CodeUse, now: Date): Promise<Result<null, DiscountObstacle>> {
  const { codeId, customerKey } = use
  if (!(await insertClaim(tx, use, now))) return ok(null)
  if (!(await takeUse(tx, codeId))) {
    await deleteClaim(tx, use)
    return rejected(['USED_UP'])
  }
  if (customerKey === null) return ok(null)
  const limit = (await readCodeById(tx, codeId))?.perCustomerLimit ?? mostUses
  if (await takeCustomerUse(tx, codeId, customerKey, limit)) return ok(null)
  await giveUseBack(tx, codeId)
  await deleteClaim(tx, use)
  return rejected(['USED_UP'])
}

/** Gives back every use that was claimed for a reference; a second time there is nothing to give back. */
export async function release(tx: Tx, reference: string): Promise<void> {
  for (const use of await readClaims(tx, reference)) {
    if (!(await deleteClaim(tx, use))) continue
    await giveUseBack(tx, use.codeId)
    if (use.customerKey !== null) await giveCustomerUseBack(tx, use.codeId, use.customerKey)
  }
}
