import { attempt, type Tx } from '../../db/index.js'
import { invalid, notFound, type Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import type { Actor } from '../audit/index.js'
import { book, type Move } from './book.js'
import type { StockDependencies } from './dependencies.js'
import { takenBack, type Units } from './rules/reservations.js'
import { takeStock } from './store/items.js'
import { changeStatus, readReservation, writeLines } from './store/reservations.js'
import type { Reservation } from './types.js'

/** Puts units that a reservation has sold back to where they lay; what it still waits for it waits for no more. */
export const takeBack = (
  { db, clock }: StockDependencies,
  actor: Actor,
  id: string,
  units: readonly Units[],
  reason: string | null,
) => attempt(db, (tx) => takeBackIn(tx, actor, id, units, { now: clock.now(), reason }))

async function takeBackIn(
  tx: Tx,
  actor: Actor,
  id: string,
  units: readonly Units[],
  { now, reason }: { readonly now: Date; readonly reason: string | null },
): Promise<Result<Reservation, Problem>> {
  const isSold = await changeStatus(tx, { id, from: 'COMMITTED', to: 'COMMITTED', now })
  const reservation = await readReservation(tx, id)
  if (!reservation) return rejected([notFound(['id'], id, 'There is no such reservation.')])
  if (!isSold) {
    const message = `The reservation is ${reservation.status}; nothing of it was sold.`
    return rejected([invalid('RESERVATION_ENDED', ['id'], message)])
  }
  const changed = takenBack(reservation.lines, units)
  if (changed.length === 0) return ok(reservation)
  const stocks = await takeStock(
    tx,
    changed.map(({ line }) => line.variantId),
  )
  const moves = changed.map(
    ({ line, returned, freed }): Move => ({
      kind: returned > 0 ? 'RETURN' : 'RELEASE',
      ...{ variantId: line.variantId, locationId: line.locationId },
      ...{ quantity: returned, reserved: -freed, mayBeShort: true },
    }),
  )
  const reference = reservation.reference ?? `reservation:${id}`
  const booked = await book(tx, stocks, moves, { actor: actor.name, now, reference, reason })
  if (!booked.ok) throw new Error(`The units of reservation ${id} cannot go back to where they lay`)
  await writeLines(
    tx,
    id,
    changed.map(({ line }) => line),
  )
  return ok((await readReservation(tx, id)) ?? reservation)
}
