import { and, asc, eq, gt, isNull, lt, or, sql } from 'drizzle-orm'
import {
  affectedRows,
  after,
  forUpdate,
  insertReturningIds,
  insertRows,
  query,
  type ReadHandle,
  type Slots,
  type Tx,
} from '../../db/index.js'
import { discountClaim, discountCode, discountCustomer } from '../../db/tables/promotions.js'
import { assert } from '../../kernel/assert.js'
import type { PageRequest } from '../../kernel/page.js'
import { codeKeyOf } from './rules/code.js'
import type { CodeUse, DiscountCode } from './types.js'

const columns = {
  id: discountCode.id,
  code: discountCode.code,
  name: discountCode.name,
  benefit: discountCode.benefit,
  channelIds: discountCode.channelIds,
  categories: discountCode.categories,
  products: discountCode.products,
  minimumSubtotalMinor: discountCode.minimumSubtotalMinor,
  startsAt: discountCode.startsAt,
  endsAt: discountCode.endsAt,
  usageLimit: discountCode.usageLimit,
  perCustomerLimit: discountCode.perCustomerLimit,
  used: discountCode.used,
  disabledAt: discountCode.disabledAt,
  version: discountCode.version,
  createdAt: discountCode.createdAt,
  updatedAt: discountCode.updatedAt,
}

const byKey = query((on, p: Slots<{ key: string }>) =>
  on.select(columns).from(discountCode).where(eq(discountCode.codeKey, p.key)),
)
/** Whatever its spelling. */
export const readCode = async (on: ReadHandle, code: string): Promise<DiscountCode | null> =>
  (await byKey(on, { key: codeKeyOf(code) }))[0] ?? null

/** Keeps a code from being used by others until the job ends. */
export async function lockCode(tx: Tx, code: string): Promise<void> {
  const select = tx.select({ id: discountCode.id }).from(discountCode)
  await forUpdate(select.where(eq(discountCode.codeKey, codeKeyOf(code))))
}

const byId = query((on, p: Slots<{ id: number }>) =>
  on.select(columns).from(discountCode).where(eq(discountCode.id, p.id)),
)
export const readCodeById = async (on: ReadHandle, id: number): Promise<DiscountCode | null> =>
  (await byId(on, { id }))[0] ?? null

/** One more than the page holds, in walking order; forwards the newest come first. */
export function readCodes(
  on: ReadHandle,
  { position, backward, limit }: PageRequest,
): Promise<DiscountCode[]> {
  const direction = backward ? 'asc' : 'desc'
  const [id] = position ?? []
  const behind = id === undefined ? undefined : after([discountCode.id], [id], direction)
  const selected = on.select(columns).from(discountCode).where(behind)
  return selected.orderBy(backward ? asc(discountCode.id) : sql`${discountCode.id} desc`).limit(limit + 1)
}

const counted = query((on) => on.select({ count: sql<number>`count(*)`.mapWith(Number) }).from(discountCode))
export const countCodes = async (on: ReadHandle): Promise<number> => (await counted(on, {}))[0]?.count ?? 0

type Content = Omit<DiscountCode, 'id' | 'used'>

const rowOf = ({ code, benefit, channelIds, categories, products, ...content }: Content) => ({
  ...content,
  code,
  codeKey: codeKeyOf(code),
  benefit: benefit.kind === 'AMOUNT' ? { ...benefit, amountsMinor: { ...benefit.amountsMinor } } : benefit,
  channelIds: channelIds && [...channelIds],
  categories: categories && [...categories],
  products: products && [...products],
})

export async function insertCode(tx: Tx, content: Content): Promise<number> {
  const [id] = await insertReturningIds(tx, discountCode, [rowOf(content)])
  assert(id !== undefined, 'an inserted code has an id')
  return id
}

export async function updateCode(tx: Tx, id: number, content: Content): Promise<void> {
  await tx.update(discountCode).set(rowOf(content)).where(eq(discountCode.id, id))
}

const usesOf = query((on, p: Slots<{ codeId: number; customerKey: string }>) =>
  on
    .select({ used: discountCustomer.used })
    .from(discountCustomer)
    .where(and(eq(discountCustomer.codeId, p.codeId), eq(discountCustomer.customerKey, p.customerKey))),
)
export const readCustomerUses = async (
  on: ReadHandle,
  codeId: number,
  customerKey: string,
): Promise<number> => (await usesOf(on, { codeId, customerKey }))[0]?.used ?? 0

const taken = query((on: Tx, p: Slots<{ id: number }>) =>
  on
    .update(discountCode)
    .set({ used: sql`${discountCode.used} + 1` })
    .where(
      and(
        eq(discountCode.id, p.id),
        isNull(discountCode.disabledAt),
        or(isNull(discountCode.usageLimit), lt(discountCode.used, discountCode.usageLimit)),
      ),
    ),
)
/** Whether one more use was left: of several who want the last one, one gets it. */
export const takeUse = async (tx: Tx, id: number): Promise<boolean> =>
  affectedRows(await taken(tx, { id })) === 1

const givenBack = query((on: Tx, p: Slots<{ id: number }>) =>
  on
    .update(discountCode)
    .set({ used: sql`${discountCode.used} - 1` })
    .where(and(eq(discountCode.id, p.id), gt(discountCode.used, 0))),
)
export const giveUseBack = async (tx: Tx, id: number): Promise<void> => void (await givenBack(tx, { id }))

const takenByCustomer = query((on: Tx, p: Slots<{ codeId: number; customerKey: string; limit: number }>) =>
  on
    .update(discountCustomer)
    .set({ used: sql`${discountCustomer.used} + 1` })
    .where(
      and(
        eq(discountCustomer.codeId, p.codeId),
        eq(discountCustomer.customerKey, p.customerKey),
        lt(discountCustomer.used, p.limit),
      ),
    ),
)
/** Whether the customer had one more use left. */
export async function takeCustomerUse(
  tx: Tx,
  codeId: number,
  customerKey: string,
  limit: number,
): Promise<boolean> {
  await insertRows(tx, discountCustomer, [{ codeId, customerKey, used: 0 }], { onConflict: 'nothing' })
  return affectedRows(await takenByCustomer(tx, { codeId, customerKey, limit })) === 1
}

export async function giveCustomerUseBack(tx: Tx, codeId: number, customerKey: string): Promise<void> {
  await tx
    .update(discountCustomer)
    .set({ used: sql`${discountCustomer.used} - 1` })
    .where(
      and(
        eq(discountCustomer.codeId, codeId),
        eq(discountCustomer.customerKey, customerKey),
        gt(discountCustomer.used, 0),
      ),
    )
}

/** Whether it was not claimed for this reference before. */
export async function insertClaim(tx: Tx, use: CodeUse, now: Date): Promise<boolean> {
  const result = await tx
    .insert(discountClaim)
    .values({ ...use, at: now })
    .onConflictDoNothing()
  return affectedRows(result) === 1
}

export const readClaims = (tx: Tx, reference: string): Promise<CodeUse[]> =>
  tx
    .select({
      codeId: discountClaim.codeId,
      reference: discountClaim.reference,
      customerKey: discountClaim.customerKey,
    })
    .from(discountClaim)
    .where(eq(discountClaim.reference, reference))
    .orderBy(asc(discountClaim.codeId))

/** Whether it was there to be deleted: of several who want that, one does it. */
export async function deleteClaim(tx: Tx, { codeId, reference }: CodeUse): Promise<boolean> {
  const result = await tx
    .delete(discountClaim)
    .where(and(eq(discountClaim.codeId, codeId), eq(discountClaim.reference, reference)))
  return affectedRows(result) === 1
}
