import { and, asc, eq, lte, sql } from 'drizzle-orm'
import {
  affectedRows,
  insertRows,
  query,
  type ReadHandle,
  type Slots,
  type Tx,
  together,
} from '../../../db/index.js'
import { reservation, reservationLine } from '../../../db/tables/stock.js'
import type { Reservation, ReservationLine, ReservationStatus } from '../types.js'

export async function insertReservation(tx: Tx, { lines, ...held }: Reservation, now: Date): Promise<void> {
  await together(
    insertRows(tx, reservation, [{ ...held, createdAt: now, updatedAt: now }]),
    insertRows(
      tx,
      reservationLine,
      lines.map((line) => ({ ...line, reservationId: held.id })),
    ),
  )
}

interface StatusChange {
  readonly id: string
  readonly from: ReservationStatus
  readonly to: ReservationStatus
  readonly now: Date
}
const statusChange = query((on: Tx, p: Slots<StatusChange>) =>
  on
    .update(reservation)
    .set({ status: sql`${p.to}`, updatedAt: sql`${sql.param(p.now, reservation.updatedAt)}` })
    .where(and(eq(reservation.id, p.id), eq(reservation.status, p.from))),
)
/** Whether it was in the one state, and is in the other now: of several who want that at once, one gets it. */
export const changeStatus = async (tx: Tx, change: StatusChange): Promise<boolean> =>
  affectedRows(await statusChange(tx, change)) === 1

const reservations = query((on, p: Slots<{ id: string }>) =>
  on
    .select({
      id: reservation.id,
      channelId: reservation.channelId,
      status: reservation.status,
      reference: reservation.reference,
      expiresAt: reservation.expiresAt,
    })
    .from(reservation)
    .where(eq(reservation.id, p.id)),
)
const linesOf = query((on, p: Slots<{ id: string }>) =>
  on
    .select({
      variantId: reservationLine.variantId,
      locationId: reservationLine.locationId,
      quantity: reservationLine.quantity,
      promised: reservationLine.promised,
      sold: reservationLine.sold,
    })
    .from(reservationLine)
    .where(eq(reservationLine.reservationId, p.id))
    .orderBy(asc(reservationLine.variantId), asc(reservationLine.locationId)),
)
export async function readReservation(on: ReadHandle, id: string): Promise<Reservation | null> {
  const [found] = await reservations(on, { id })
  if (!found) return null
  return { ...found, status: found.status as ReservationStatus, lines: await linesOf(on, { id }) }
}

/** Writes what is left of the lines of a reservation. */
export const writeLines = (tx: Tx, reservationId: string, lines: readonly ReservationLine[]): Promise<void> =>
  insertRows(
    tx,
    reservationLine,
    lines.map((line) => ({ ...line, reservationId })),
    {
      onConflict: {
        target: [reservationLine.reservationId, reservationLine.variantId, reservationLine.locationId],
        set: ['quantity', 'promised', 'sold'],
      },
    },
  )

const due = query((on, p: Slots<{ at: Date; limit: number }>) =>
  on
    .select({ id: reservation.id })
    .from(reservation)
    .where(and(sql`${reservation.status} = 'HELD'`, lte(reservation.expiresAt, p.at)))
    .orderBy(asc(reservation.expiresAt))
    .limit(p.limit),
)
/** Held reservations whose time is over, the oldest first. */
export const readDue = async (on: ReadHandle, at: Date, limit: number): Promise<string[]> =>
  (await due(on, { at, limit })).map((row) => row.id)
