import { and, asc, countDistinct, desc, eq, gte, lt, notExists, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { after, insertRows, type ReadHandle, type Tx } from '../../../db/index.js'
import { customer, customerWord } from '../../../db/tables/customers.js'
import type { Customer } from '../types.js'
import { customerOf } from './customers.js'

export async function replaceWords(tx: Tx, customerId: string, words: readonly string[]): Promise<void> {
  await tx.delete(customerWord).where(eq(customerWord.customerId, customerId))
  await insertRows(
    tx,
    customerWord,
    words.map((word) => ({ word, customerId })),
  )
}

/** Behind every text that begins so. */
const endOf = (prefix: string): string => `${prefix}\u{10ffff}`

const startsWith = (prefix: string) =>
  and(gte(customerWord.word, prefix), lt(customerWord.word, endOf(prefix)))

export interface FoundCustomer {
  readonly customer: Customer
  /** The first of their words that begins so. */
  readonly word: string
}

/** Customers with a word that begins so, each once, in the order of these words and then of age. */
export async function searchCustomers(
  on: ReadHandle,
  prefix: string,
  walk: {
    readonly from: readonly [string, string] | null
    readonly backward: boolean
    readonly limit: number
  },
): Promise<FoundCustomer[]> {
  const { from, backward, limit } = walk
  const columns = [customerWord.word, customerWord.customerId] as const
  const direction = backward ? 'desc' : 'asc'
  const earlier = alias(customerWord, 'earlier')
  const isTheirFirst = notExists(
    on
      .select({ one: sql`1` })
      .from(earlier)
      .where(
        and(
          eq(earlier.customerId, customerWord.customerId),
          gte(earlier.word, prefix),
          lt(earlier.word, customerWord.word),
        ),
      ),
  )
  // One bound on each side, so that a later page begins where it stands in the index.
  const beyond =
    from &&
    and(
      after(columns, from, direction),
      backward ? gte(customerWord.word, prefix) : lt(customerWord.word, endOf(prefix)),
    )
  const rows = await on
    .select({ customer, word: customerWord.word })
    .from(customerWord)
    .innerJoin(customer, eq(customer.id, customerWord.customerId))
    .where(and(beyond ?? startsWith(prefix), isTheirFirst))
    .orderBy(...columns.map((column) => (backward ? desc(column) : asc(column))))
    .limit(limit)
  return rows.map(({ customer: account, word }) => ({ customer: customerOf(account), word }))
}

export async function countFound(on: ReadHandle, prefix: string): Promise<number> {
  const [row] = await on
    .select({ total: countDistinct(customerWord.customerId) })
    .from(customerWord)
    .where(startsWith(prefix))
  return row?.total ?? 0
}
