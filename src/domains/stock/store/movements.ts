import { insertRows, type Tx } from '../../../db/index.js'
import { stockMovement } from '../../../db/tables/stock.js'
import type { Movement } from '../types.js'

/** What moves nothing is no movement. */
export const insertMovements = (tx: Tx, movements: readonly Omit<Movement, 'id'>[]): Promise<void> =>
  insertRows(
    tx,
    stockMovement,
    movements.filter(({ quantity, reserved }) => quantity !== 0 || reserved !== 0),
  )
