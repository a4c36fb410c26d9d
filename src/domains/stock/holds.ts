import type { ReadHandle, Tx } from '../../db/index.js'
import { newId } from '../../kernel/ids.js'
import { book, type Move } from './book.js'
import type { Lacking } from './rules/allocation.js'
import { holding, joined, resized, withoutHeld } from './rules/holds.js'
import { lockHeld, readHeld, writeReservations } from './store/holds.js'
import { takeStock } from './store/items.js'
import type { HoldRequest, Reservation, ReservationLine, VariantStock } from './types.js'

/** What is held of each variant. */
export type Held = ReadonlyMap<number, Reservation>

export type HoldOutcome =
  | { readonly ok: true; readonly held: Held }
  /** What of that which must be held is not to be had: nothing may be kept of the job. */
  | { readonly ok: false; readonly lacking: readonly Lacking[] }

/**
 * Makes what is held for a reference what is wanted, and nothing besides. What is held already keeps its end, however its
 * quantity changes, and stays held when more of it cannot be had; what is over by now is held anew.
 */
export async function hold(tx: Tx, request: HoldRequest, now: Date): Promise<HoldOutcome> {
  const { reference, alsoOf = [], lines } = request
  const known = await lockHeld(tx, [reference, ...alsoOf])
  const wanted = new Map(lines.map((line) => [line.variantId, line]))
  const variantIds = [...new Set([...known.map(variantOf), ...wanted.keys()])]
  if (variantIds.length === 0) return { ok: true, held: new Map() }
  const stocks = await takeStock(tx, variantIds)
  const changes = stocks.map((stock) => {
    const before = known.filter((one) => variantOf(one) === stock.variantId)
    return changeOf(stock, before, wanted.get(stock.variantId) ?? null, request, now)
  })
  const lacking = changes.flatMap((change) => change.lacking ?? [])
  if (lacking.length > 0) return { ok: false, lacking }
  const moves = changes.flatMap((change) => change.moves)
  const booked = await book(tx, stocks, moves, { actor: reference, now, reference })
  if (!booked.ok) throw new Error(`Stock that was taken has changed: ${variantIds.join(', ')}`)
  const written = changes.flatMap((change) => change.written)
  if (written.length > 0) await writeReservations(tx, written, now)
  const held = changes.flatMap((change) => change.held ?? [])
  return { ok: true, held: new Map(held.map((one) => [variantOf(one), one])) }
}

/** What is held for these references, also when its time is over and nobody has noticed yet. */
export async function heldFor(on: ReadHandle, references: readonly string[]): Promise<Held> {
  const held = new Map<number, Reservation>()
  for (const one of await readHeld(on, references)) {
    const known = held.get(variantOf(one))
    held.set(variantOf(one), known ? { ...known, lines: joined([...known.lines, ...one.lines]) } : one)
  }
  return held
}

/** Each hold is of one variant, so that each ends at a time of its own. */
const variantOf = ({ lines: [line] }: Reservation): number => line?.variantId ?? 0

interface Change {
  readonly moves: readonly Move[]
  readonly written: readonly Reservation[]
  readonly held: Reservation | null
  readonly lacking: Lacking | null
}

/** What becomes of the holds of one variant. */
function changeOf(
  stock: VariantStock,
  known: readonly Reservation[],
  wanted: HoldRequest['lines'][number] | null,
  { reference, channelId }: HoldRequest,
  now: Date,
): Change {
  const alive = known.filter(({ expiresAt }) => expiresAt > now)
  const over = known.filter((one) => !alive.includes(one))
  const linesOf = (all: readonly Reservation[]) =>
    joined(all.flatMap(({ lines }) => lines)).filter(({ quantity }) => quantity > 0)
  const own = linesOf(alive)
  const quantity = stock.policy === 'UNTRACKED' ? 0 : (wanted?.quantity ?? 0)
  const found = resized(withoutHeld(stock, linesOf(over)), own, channelId, quantity)
  const isLacking = 'requested' in found
  const lines = isLacking ? own : found
  const lasting = alive.find((one) => one.reference === reference)
  const held = lines.length === 0 ? null : holding(lasting ?? fresh(), lines)
  const moves = movesBetween(linesOf(known), lines)
  const isSame = moves.length === 0 && known.length === 1 && known[0] === lasting
  const ended = known.filter((one) => one.id !== held?.id)
  return {
    ...{ moves, held },
    written: isSame ? [] : [...ended.map((one) => ending(one, over.includes(one))), ...(held ? [held] : [])],
    lacking: isLacking && wanted?.isNeeded ? found : null,
  }

  function fresh(): Reservation {
    const last = now.getTime() + (wanted?.minutes ?? 0) * 60_000
    const expiresAt = new Date(Math.min(last, ...alive.map((one) => one.expiresAt.getTime())))
    return { id: newId(), channelId, status: 'HELD', reference, expiresAt, lines: [] }
  }
}

const ending = (one: Reservation, isOver: boolean): Reservation => ({
  ...holding(one, []),
  status: isOver ? 'EXPIRED' : 'RELEASED',
})

/** How what is reserved moves from the one to the other. */
function movesBetween(before: readonly ReservationLine[], after: readonly ReservationLine[]): Move[] {
  const changes = joined([
    ...before.map((line) => ({ ...line, quantity: -line.quantity, promised: -line.promised })),
    ...after,
  ])
  return changes.flatMap(({ variantId, locationId, quantity: reserved, promised }): Move[] => {
    if (reserved === 0) return []
    const at = { variantId, locationId, reserved }
    if (reserved < 0) return [{ ...at, kind: 'RELEASE', mayBeShort: true }]
    const mayBeShort = promised > 0
    return [{ ...at, kind: 'RESERVE', mayBeShort, ...(!mayBeShort && { needsFree: reserved }) }]
  })
}
