import { attempt } from '../../db/index.js'
import { emailProblems, plainEmail } from '../../kernel/email.js'
import { invalid, notFound, type Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import type { Shelf } from '../listing/index.js'
import type { ChannelStock } from '../stock/index.js'
import type { AlertsDependencies } from './dependencies.js'
import { hasWaiting, insertAlert, trimAddress } from './store.js'

export interface AlertRequest {
  /** null names no variant. */
  readonly variantId: number | null
  readonly email: string
}

const mostOfAddress = 50
const mostOfVariant = 10_000
const waitingMs = 180 * 24 * 60 * 60_000

export async function createAlert(
  { db, clock, stock, listings }: AlertsDependencies,
  { channelId, ...shelf }: Shelf,
  request: AlertRequest,
): Promise<Result<null, Problem>> {
  const problems = emailProblems(['email'], request.email)
  const [sold] = await listings.variants(
    { channelId, ...shelf },
    request.variantId === null ? [] : [request.variantId],
  )
  if (!sold || problems.length > 0)
    return rejected([...problems, ...(sold ? [] : [notSold(request.variantId)])])
  const { variantId } = sold
  // Whether it is out of stock is asked beforehand too, so that nobody waits for the stock of what sells.
  const [told] = await stock.channelStock(channelId, [variantId])
  if (!isOut(told)) return rejected([availableNow])
  return attempt(db, async (tx) => {
    // Held, it cannot come back between this look and the commit, when nobody would look at this alert.
    const [held] = await stock.heldChannelStock(tx, channelId, [variantId])
    if (!isOut(held)) return rejected([availableNow])
    const wanted = { variantId, channelId }
    if (await hasWaiting(tx, wanted, mostOfVariant)) return rejected([tooManyWait])
    const createdAt = clock.now()
    const expiresAt = new Date(createdAt.getTime() + waitingMs)
    const email = plainEmail(request.email)
    await insertAlert(tx, { ...wanted, email, locale: shelf.locale, createdAt, expiresAt })
    await trimAddress(tx, email, mostOfAddress)
    return ok(null)
  })
}

const isOut = (told: ChannelStock | undefined) => told?.availability === 'OUT'

const notSold = (variantId: number | null): Problem =>
  notFound(
    ['variantId'],
    String(variantId ?? ''),
    'There is no such variant, or the channel does not sell it.',
  )
const availableNow = invalid(
  'AVAILABLE_NOW',
  ['variantId'],
  'It can be bought now: there is nothing to wait for.',
)
const tooManyWait = invalid(
  'LIMIT_EXCEEDED',
  ['variantId'],
  `${mostOfVariant} wait for this variant already. Look again later.`,
  { max: String(mostOfVariant) },
)
