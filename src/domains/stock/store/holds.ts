import { and, asc, eq, sql } from 'drizzle-orm'
import {
  among,
  forUpdate,
  insertRows,
  query,
  type ReadHandle,
  type Slots,
  type Tx,
  unindexed,
} from '../../../db/index.js'
import { reservation, reservationLine } from '../../../db/tables/stock.js'
import type { Reservation } from '../types.js'

interface Wanted {
  readonly references: readonly string[]
}
const columns = {
  id: reservation.id,
  channelId: reservation.channelId,
  reference: reservation.reference,
  expiresAt: reservation.expiresAt,
  variantId: reservationLine.variantId,
  locationId: reservationLine.locationId,
  quantity: reservationLine.quantity,
  promised: reservationLine.promised,
  sold: reservationLine.sold,
}
const held = (on: ReadHandle, p: Slots<Wanted>) =>
  on
    .select(columns)
    .from(reservation)
    .innerJoin(reservationLine, eq(reservationLine.reservationId, reservation.id))
    .where(and(sql`${reservation.status} = 'HELD'`, among(reservation.reference, p.references)))
    .orderBy(unindexed(reservation.id), asc(reservationLine.variantId), asc(reservationLine.locationId))

const heldByReference = query((on, p: Slots<Wanted>) => held(on, p))
const lockedByReference = query((on, p: Slots<Wanted>) => forUpdate(held(on, p)))

type Row = Awaited<ReturnType<typeof heldByReference>>[number]

/** Reservations that are held for these references, the oldest first. */
export const readHeld = async (on: ReadHandle, references: readonly string[]): Promise<Reservation[]> =>
  reservationsOf(await heldByReference(on, { references }))

/** `readHeld`, which nobody else ends or changes until the job ends. */
export const lockHeld = async (tx: Tx, references: readonly string[]): Promise<Reservation[]> =>
  reservationsOf(await lockedByReference(tx, { references }))

function reservationsOf(rows: readonly Row[]): Reservation[] {
  const found = new Map<string, Reservation & { lines: Reservation['lines'][number][] }>()
  for (const { id, channelId, reference, expiresAt, ...line } of rows) {
    const known = found.get(id) ?? { id, channelId, reference, expiresAt, status: 'HELD', lines: [] }
    found.set(id, known)
    known.lines.push(line)
  }
  return [...found.values()]
}

/** Makes reservations of these ids what is given, whether they are there or not. */
export async function writeReservations(
  tx: Tx,
  reservations: readonly Reservation[],
  now: Date,
): Promise<void> {
  const rows = reservations.map(({ lines: _, ...head }) => ({ ...head, createdAt: now, updatedAt: now }))
  await insertRows(tx, reservation, rows, {
    onConflict: { target: [reservation.id], set: ['status', 'updatedAt'] },
  })
  const lines = reservations.flatMap(({ id, lines: all }) =>
    all.map((line) => ({ ...line, reservationId: id })),
  )
  await insertRows(tx, reservationLine, lines, {
    onConflict: {
      target: [reservationLine.reservationId, reservationLine.variantId, reservationLine.locationId],
      set: ['quantity', 'promised'],
    },
  })
}
