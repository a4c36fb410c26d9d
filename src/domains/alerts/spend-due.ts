import { appendFacts, type NewFact, type Tx } from '../../db/index.js'
import type { AlertsDependencies } from './dependencies.js'
import { readWaiting, spendAlerts, type WaitingAlert } from './store.js'

export interface AlertStep {
  /** Alerts behind this one. */
  readonly after: number
  /** null: of every variant. */
  readonly variantIds: readonly number[] | null
}

const lookedAtOnce = 500
/** So long is known to whom a spent alert belongs. */
const spentMs = 30 * 24 * 60 * 60_000

export async function spendDue(
  tx: Tx,
  { stock }: Pick<AlertsDependencies, 'stock'>,
  { after, variantIds }: AlertStep,
  now: Date,
): Promise<void> {
  const waiting = await readWaiting(tx, variantIds, after, lookedAtOnce)
  const due = await availableAmong(tx, stock, waiting)
  const dates = { dueAt: now, expiresAt: new Date(now.getTime() + spentMs) }
  const ids = new Set(await spendAlerts(tx, [...due], dates))
  const facts = waiting.filter(({ id }) => ids.has(id)).map(dueFact)
  const last = waiting.length === lookedAtOnce ? waiting.at(-1) : undefined
  await appendFacts(tx, last ? [...facts, nextFact({ after: last.id, variantIds })] : facts, now)
}

/** The ids of the alerts whose variants their channels can sell. */
async function availableAmong(
  tx: Tx,
  stock: AlertsDependencies['stock'],
  waiting: readonly WaitingAlert[],
): Promise<ReadonlySet<number>> {
  const available = new Set<number>()
  for (const channelId of new Set(waiting.map((alert) => alert.channelId))) {
    const here = waiting.filter((alert) => alert.channelId === channelId)
    const told = await stock.channelStock(channelId, [...new Set(here.map(({ variantId }) => variantId))], tx)
    const isOut = new Map(told.map((one) => [one.variantId, one.availability === 'OUT']))
    for (const { id, variantId } of here) if (isOut.get(variantId) === false) available.add(id)
  }
  return available
}

const dueFact = ({ id, variantId, channelId }: WaitingAlert): NewFact => ({
  kind: 'stock.alertDue',
  aggregate: `stockAlert:${id}`,
  body: { alertId: id, variantId, channelId },
})

const nextFact = (step: AlertStep): NewFact => ({
  kind: 'stock.alertsLookedAt',
  aggregate: 'stockAlerts',
  body: { ...step },
})
