import type { ReadHandle, Tx } from '../../db/index.js'
import { plainEmail } from '../../kernel/email.js'
import type { Shelf } from '../listing/index.js'
import { type AlertRequest, createAlert } from './create-alert.js'
import type { AlertsDependencies } from './dependencies.js'
import { type AlertStep, spendDue } from './spend-due.js'
import { deleteExpired, deleteOfAddress, selectOfAddress } from './store.js'

export type { AlertStep } from './spend-due.js'

/**
 * "Tell me when it is back": who waits for which variant in which channel. What is told of it elsewhere are ids; the
 * address stands in its table alone.
 */
export function createAlerts(dependencies: AlertsDependencies) {
  const { db, clock } = dependencies
  return {
    /**
     * Waits for a variant that the shelf has and that is out of stock there. To ask again is to ask once. One address
     * waits for so many variants at most that its oldest alert gives way: an answer tells nobody what others wait for.
     */
    create: (shelf: Shelf, request: AlertRequest) => createAlert(dependencies, shelf, request),
    /**
     * Spends the alerts whose variant can be bought by now, each with a fact `stock.alertDue`: a step of it, which asks
     * for the next one by a fact.
     */
    spendDue: (tx: Tx, step: AlertStep) => spendDue(tx, dependencies, step, clock.now()),
    /** Forgets the alerts whose time is over, spent or not. */
    async forget(at: Date): Promise<void> {
      while (await db.write((tx) => deleteExpired(tx, at)));
    },
    /** All that an address ever waited for, as far as it is not forgotten yet. */
    ofAddress: (on: ReadHandle, email: string) => selectOfAddress(on, plainEmail(email)),
    /** Forgets all that an address ever waited for. */
    eraseAddress: (tx: Tx, email: string) => deleteOfAddress(tx, plainEmail(email)),
  }
}

export type Alerts = ReturnType<typeof createAlerts>
