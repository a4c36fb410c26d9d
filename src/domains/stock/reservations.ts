import { appendFacts, attempt, eachDue, type NewFact, type Tx, together } from '../../db/index.js'
import { newId } from '../../kernel/ids.js'
import { insufficientStock, invalid, notFound, type Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import { duplicateProblems } from '../../kernel/text.js'
import type { Actor } from '../audit/index.js'
import { book, type Move } from './book.js'
import type { StockDependencies } from './dependencies.js'
import { allocate, type Lacking } from './rules/allocation.js'
import { shownQuantity } from './rules/availability.js'
import { quantityProblems } from './rules/inputs.js'
import { afterRelease, afterSale } from './rules/reservations.js'
import { takeStock } from './store/items.js'
import {
  changeStatus,
  insertReservation,
  readDue,
  readReservation,
  writeLines,
} from './store/reservations.js'
import type {
  MovementKind,
  Reservation,
  ReservationRequest,
  ReservationStatus,
  VariantStock,
} from './types.js'

const mostLines = 250

/**
 * Holds all of the units, or none with every line that lacks some. How many there are instead is told as the channel's
 * public may know it, since it is the public that reserves.
 */
export const reserve = (
  { db, clock, channels }: StockDependencies,
  actor: Actor,
  request: ReservationRequest,
) =>
  attempt(db, async (tx): Promise<Result<Reservation, Problem>> => {
    const now = clock.now()
    const problems = requestProblems(request, now)
    if (problems.length > 0) return rejected(problems)
    const { lines, channelId, strategy = { kind: 'BY_PRIORITY' } } = request
    const stocks = await takeStock(
      tx,
      lines.map((line) => line.variantId),
    )
    const tracked = stocks.filter((stock) => stock.policy !== 'UNTRACKED')
    const quantities = new Map(lines.map((line) => [line.variantId, line.quantity]))
    const wanted = tracked.map((stock) => ({
      stock: withoutEndedPreorder(stock, now),
      quantity: quantities.get(stock.variantId) ?? 0,
    }))
    const allocation = allocate(wanted, channelId, strategy)
    const refused = async (lacking: readonly Lacking[]) =>
      rejected(lackingProblems(request, lacking, await displayCap(tx, channels, channelId)))
    if (!allocation.ok) return refused(allocation.lacking)
    const id = newId()
    const moves = allocation.lines.map(
      ({ variantId, locationId, quantity, promised }): Move => ({
        kind: 'RESERVE',
        ...{ variantId, locationId, reserved: quantity },
        ...(promised === 0 && { needsFree: quantity }),
        mayBeShort: promised > 0,
      }),
    )
    const reference = request.reference ?? `reservation:${id}`
    const reservation: Reservation = {
      id,
      channelId,
      status: 'HELD',
      reference: request.reference ?? null,
      expiresAt: request.expiresAt,
      lines: allocation.lines.map((line) => ({ ...line, sold: 0 })),
    }
    const [booked] = await together(
      book(tx, tracked, moves, { actor: actor.name, now, reference }),
      insertReservation(tx, reservation, now),
    )
    return booked.ok ? ok(reservation) : refused(booked.refused.map(nothingLeft))
  })

function requestProblems({ lines, expiresAt }: ReservationRequest, now: Date): Problem[] {
  const count = lines.length
  return [
    ...(count >= 1 && count <= mostLines
      ? []
      : [invalid('LIMIT_EXCEEDED', ['lines'], `${count} lines; there must be 1 to ${mostLines}.`)]),
    ...duplicateProblems(['lines'], lines, (line) => String(line.variantId)),
    ...lines.flatMap(({ quantity }, i) => quantityProblems(['lines', String(i), 'quantity'], quantity, 1)),
    ...(expiresAt > now
      ? []
      : [invalid('OUT_OF_RANGE', ['expiresAt'], '`expiresAt` is past; give a time to come.')]),
  ]
}

/** The schedule ends preorders a moment later; what is promised in between is nobody's wish. */
const withoutEndedPreorder = (stock: VariantStock, now: Date): VariantStock =>
  stock.policy === 'PREORDER' && stock.preorderUntil !== null && stock.preorderUntil <= now
    ? { ...stock, policy: 'DENY' }
    : stock

const nothingLeft = ({ variantId, reserved = 0 }: Move): Lacking => ({
  ...{ variantId, requested: reserved, available: 0 },
})

const displayCap = async (tx: Tx, channels: StockDependencies['channels'], channelId: number) =>
  (await channels.all(tx)).find((channel) => channel.id === channelId)?.quantityDisplayCap ?? null

const lackingProblems = (
  { lines }: ReservationRequest,
  lacking: readonly Lacking[],
  cap: number | null,
): Problem[] =>
  lacking.map(({ variantId, requested, available }) => {
    const index = lines.findIndex((line) => line.variantId === variantId)
    const shown = shownQuantity(available, cap)
    return insufficientStock(['lines', String(index), 'quantity'], variantId, requested, shown)
  })

export type ReservationStep = 'commit' | 'settle' | 'release' | 'cancel' | 'expire'

interface Step {
  readonly from: ReservationStatus
  readonly to: ReservationStatus
  readonly kind: MovementKind
  readonly after: typeof afterSale
}

const steps: Record<ReservationStep, Step> = {
  commit: { from: 'HELD', to: 'COMMITTED', kind: 'SELL', after: afterSale },
  settle: { from: 'COMMITTED', to: 'COMMITTED', kind: 'SELL', after: afterSale },
  release: { from: 'HELD', to: 'RELEASED', kind: 'RELEASE', after: afterRelease },
  cancel: { from: 'COMMITTED', to: 'RELEASED', kind: 'RELEASE', after: afterRelease },
  expire: { from: 'HELD', to: 'EXPIRED', kind: 'EXPIRE', after: afterRelease },
}

/** Takes a reservation from one state to the next. Of several who want that at once one gets it. */
export const advance = ({ db, clock }: StockDependencies, actor: Actor, id: string, step: ReservationStep) =>
  attempt(db, (tx) => advanceIn(tx, actor, id, steps[step], clock.now()))

async function advanceIn(
  tx: Tx,
  actor: Actor,
  id: string,
  { from, to, kind, after }: Step,
  now: Date,
): Promise<Result<Reservation, Problem>> {
  const isTaken = await changeStatus(tx, { id, from, to, now })
  const reservation = await readReservation(tx, id)
  if (!reservation) return rejected([notFound(['id'], id, 'There is no such reservation.')])
  if (!isTaken) {
    const message = `The reservation is ${reservation.status}; it would have to be ${from}.`
    return rejected([invalid('RESERVATION_ENDED', ['id'], message)])
  }
  if (to === 'EXPIRED' && reservation.reference !== null)
    await appendFacts(tx, [expiredFact(reservation.reference)], now)
  const open = reservation.lines.filter((line) => line.quantity > 0)
  if (open.length === 0) return ok(reservation)
  const stocks = await takeStock(
    tx,
    open.map((line) => line.variantId),
  )
  const changed = after(open, stocks)
  const reference = reservation.reference ?? `reservation:${id}`
  const moves = changed.map(
    ({ line, sold, freed }): Move => ({
      ...{ kind, variantId: line.variantId, locationId: line.locationId },
      ...{ quantity: -sold, reserved: -freed, mayBeShort: true },
    }),
  )
  const moving = moves.filter(({ reserved }) => reserved !== 0)
  if (moving.length > 0) {
    const booked = await book(tx, stocks, moving, { actor: actor.name, now, reference })
    if (!booked.ok) throw new Error(`The units of reservation ${id} are not where they were reserved`)
  }
  await writeLines(
    tx,
    id,
    changed.map(({ line }) => line),
  )
  return ok((await readReservation(tx, id)) ?? reservation)
}

const expiredFact = (reference: string): NewFact => ({
  ...{ kind: 'reservation.expired', aggregate: `reservation:${reference}`, body: { reference } },
})

/**
 * Gives back what was held until then, the oldest first, each reservation in a transaction of its own. One that is
 * committed or released meanwhile is left alone. Answers how many have expired.
 */
export const expireDue = (
  dependencies: StockDependencies,
  actor: Actor,
  at: Date,
  isStopped: () => boolean,
): Promise<number> =>
  eachDue({
    read: (limit) => readDue(dependencies.db.read, at, limit),
    run: async (id) => (await advance(dependencies, actor, id, 'expire')).ok,
    isStopped,
  })
