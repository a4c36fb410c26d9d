import { type Tx, takeTurn } from '../../db/index.js'
import { assert } from '../../kernel/assert.js'
import { newId } from '../../kernel/ids.js'
import { ok } from '../../kernel/result.js'
import { addedWarnings, storeChange, tellChanged, writeCart } from './change-cart.js'
import type { CartDependencies } from './dependencies.js'
import { decideAndHold, releaseHold } from './hold-lines.js'
import { linesForCustomer } from './lines-for-customer.js'
import { marketOf } from './market-of.js'
import type { Cart, CartHolder, CartMerge, CartWarning } from './records.js'
import { isOverfull } from './rules/line-problems.js'
import { mergedCart } from './rules/merged.js'
import { type CartHead, findCartByToken, findOpenCart, lockCart, updateCart } from './store/carts.js'
import { attributesKey, readLines } from './store/lines.js'

/** What became of carts when somebody signed in. */
export interface CartsMerged {
  /** The customer's cart from there on; null: there is none. */
  readonly cartId: string | null
  /** The cart that went up in it, or that it took the place of. */
  readonly mergedFrom: string | null
  readonly warnings: readonly CartWarning[]
}

type SignedInHolder = CartHolder & { readonly customerId: string }

/**
 * Gives a customer who has just signed in the cart that the token opens. Where there is one already in the same channel,
 * `how` says which stays; the other is kept as it was, with the status MERGED.
 */
export const takeCart = (
  dependencies: CartDependencies,
  holder: SignedInHolder,
  channelId: number,
  how: CartMerge,
): Promise<CartsMerged> =>
  writeCart(dependencies.db, async (tx) => {
    const { customerId, token } = holder
    await takeTurn(tx, `carts ${customerId}`)
    const known = token === null ? null : await findCartByToken(tx, token)
    const isGuests = known?.status === 'OPEN' && known.customerId === null
    const found = await findOpenCart(tx, customerId, isGuests ? known.channelId : channelId)
    // In the order of their ids, so that jobs never wait for each other in a ring.
    const heads = new Map<string, CartHead>()
    for (const id of [...(isGuests ? [known.id] : []), ...(found ? [found.id] : [])].sort()) {
      const head = await lockCart(tx, holder, id)
      if (head?.status === 'OPEN') heads.set(id, head)
    }
    const guest = (isGuests && heads.get(known.id)) || null
    const own = (found && heads.get(found.id)) ?? null
    if (!guest || guest.customerId !== null)
      return { cartId: own?.id ?? null, mergedFrom: null, warnings: [] }
    if (!own) return claim(tx, dependencies, holder, guest)
    if (how === 'KEEP_GUEST') {
      await replace(tx, dependencies, own, guest.id)
      return { ...(await claim(tx, dependencies, holder, guest)), mergedFrom: own.id }
    }
    // Two full carts make one that has to be thinned out before it takes a third: until then the guest's stays.
    if (how === 'MERGE' && isOverfull(await readLines(tx, own.id)))
      return { cartId: own.id, mergedFrom: null, warnings: [] }
    const warnings = how === 'MERGE' ? await merge(tx, dependencies, own, guest) : []
    await replace(tx, dependencies, { ...guest, customerId }, own.id)
    return { cartId: own.id, mergedFrom: guest.id, warnings }
  })

/** The token opens it no more: from now on it is the customer's, whoever else has seen the token. */
async function claim(
  tx: Tx,
  dependencies: CartDependencies,
  { customerId }: SignedInHolder,
  guest: CartHead,
): Promise<CartsMerged> {
  const before = { ...guest, lines: await readLines(tx, guest.id) }
  const lines = await linesForCustomer(tx, dependencies, before, customerId)
  await storeChange(tx, dependencies, before, { ...before, customerId, lines, tokenHash: null })
  return { cartId: guest.id, mergedFrom: null, warnings: [] }
}

async function merge(
  tx: Tx,
  dependencies: CartDependencies,
  own: CartHead,
  guest: CartHead,
): Promise<readonly CartWarning[]> {
  const mine: Cart = { ...own, lines: await readLines(tx, own.id) }
  const theirs: Cart = { ...guest, lines: await readLines(tx, guest.id) }
  const ids = [...mine.lines, ...theirs.lines].map(({ variantId }) => variantId)
  const guestMarket = await marketOf(dependencies, tx, theirs, ids)
  const keyOf = (line: Cart['lines'][number]) => `${line.variantId} ${attributesKey(line.attributes)}`
  const known = new Set(mine.lines.map(({ id }) => id))
  const decided = await decideAndHold(tx, dependencies, { before: mine, ids, joined: theirs }, (market) => {
    const merged = mergedCart(mine, theirs, keyOf, { own: market, guest: guestMarket })
    const fresh = new Map(merged.lines.flatMap(({ id }) => (known.has(id) ? [] : [[id, newId()]])))
    const idOf = (id: string) => fresh.get(id) ?? id
    return ok({
      ...merged,
      lines: merged.lines.map((line) => ({ ...line, id: idOf(line.id) })),
      staffDiscounts: merged.staffDiscounts.map((discount) => ({
        ...discount,
        lineIds: discount.lineIds?.map(idOf) ?? null,
      })),
    })
  })
  assert(decided.ok, 'nothing is in the way of a merge')
  await storeChange(tx, dependencies, mine, decided.value)
  return addedWarnings(mine, decided.value)
}

/** A guest's is the customer's from then on, so that it is erased with them. */
async function replace(tx: Tx, dependencies: CartDependencies, gone: CartHead, by: string): Promise<void> {
  const updatedAt = dependencies.clock.now()
  await releaseHold(tx, dependencies, gone.id)
  await updateCart(tx, gone.id, {
    ...{
      customerId: gone.customerId,
      status: 'MERGED',
      mergedInto: by,
      version: gone.version + 1,
      updatedAt,
    },
  })
  await tellChanged(tx, gone.id, updatedAt)
}
