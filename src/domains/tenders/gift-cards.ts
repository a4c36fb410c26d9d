import { appendFacts, attempt, type Tx, takeTurn } from '../../db/index.js'
import { globalId, newId } from '../../kernel/ids.js'
import { invalid, notFound, type Problem, versionConflict } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import type { Actor } from '../audit/index.js'
import { giftCardCodeHash, lastCharactersOf, newGiftCardCode } from './codes.js'
import type { TenderDependencies } from './dependencies.js'
import { move } from './ledger.js'
import {
  adjustmentProblems,
  issueProblems,
  leftProblems,
  otherCurrency,
  updateProblems,
} from './rules/inputs.js'
import { hasReference, insertCard, lockCard, readCards, updateCard } from './store/gift-cards.js'
import type { GiftCard, GiftCardAdjustInput, GiftCardIssueInput, GiftCardUpdateInput } from './types.js'

export interface GiftCardIssued {
  readonly card: GiftCard
  /** null when the call was repeated: codes are not kept, so nobody is told one twice. */
  readonly code: string | null
}

/** Makes a card with an amount on it. */
export const issueGiftCard = (
  dependencies: TenderDependencies,
  actor: Actor,
  input: GiftCardIssueInput,
): Promise<Result<GiftCardIssued, Problem>> =>
  attempt(dependencies.db, async (tx) => {
    const { clock, idempotency } = dependencies
    const code = newGiftCardCode()
    const made = newId()
    const call = { actor, operation: 'giftCardIssue', key: input.idempotencyKey, input }
    const issued = await idempotency.once(tx, call, async () => {
      const now = clock.now()
      const problems = [...issueProblems(input, now), ...(await referenceProblems(tx, input))]
      if (problems.length > 0) return rejected(problems)
      const card = cardOf(made, code, input, now)
      await insertCard(tx, { ...card, balanceMinor: 0, codeHash: giftCardCodeHash(code) })
      const { currency, issuedMinor: amountMinor, endsAt, lastCharacters } = card
      await move(tx, { kind: 'GIFT_CARD', id: made }, { kind: 'ISSUE', amountMinor, actor: actor.name, now })
      const after = { amountMinor, currency, endsAt, lastCharacters }
      await note(tx, dependencies, { actor, action: 'giftCardIssue', id: made, before: null, after, now })
      return ok({ giftCardId: made })
    })
    if (!issued.ok) return issued
    const { giftCardId } = issued.value
    return ok({ card: await cardNow(tx, giftCardId), code: giftCardId === made ? code : null })
  })

function cardOf(id: string, code: string, input: GiftCardIssueInput, now: Date): GiftCard {
  const { amountMinor, currency } = input.amount
  return {
    ...{ id, lastCharacters: lastCharactersOf(code), currency },
    ...{ issuedMinor: amountMinor, balanceMinor: amountMinor },
    ...{ endsAt: input.endsAt ?? null, disabledAt: null, note: input.note?.trim() ?? null },
    ...{ externalReference: input.externalReference?.trim() ?? null, version: 1 },
    ...{ createdAt: now, updatedAt: now },
  }
}

async function referenceProblems(tx: Tx, { externalReference }: GiftCardIssueInput): Promise<Problem[]> {
  const reference = externalReference?.trim()
  if (!reference) return []
  await takeTurn(tx, `giftCard ${reference}`)
  if (!(await hasReference(tx, reference))) return []
  const message = `There is a gift card with the reference "${reference.slice(0, 200)}" already.`
  return [invalid('DUPLICATE', ['externalReference'], message)]
}

/** Changes when a card ends, whether it may be used, and what staff keep with it. */
export const updateGiftCard = (
  { db, ...others }: TenderDependencies,
  actor: Actor,
  input: GiftCardUpdateInput,
) =>
  attempt(db, async (tx): Promise<Result<GiftCard, Problem>> => {
    const card = await lockCard(tx, input.giftCardId)
    if (!card) return rejected([unknownCard(input.giftCardId)])
    if (input.expectedVersion !== card.version) return rejected([versionConflict(card.version)])
    const problems = updateProblems(input)
    if (problems.length > 0) return rejected(problems)
    const now = others.clock.now()
    const before = { endsAt: card.endsAt, disabledAt: card.disabledAt, note: card.note }
    const after = {
      endsAt: input.endsAt === undefined ? card.endsAt : input.endsAt,
      disabledAt: input.disabled == null ? card.disabledAt : input.disabled ? (card.disabledAt ?? now) : null,
      note: input.note === undefined ? card.note : (input.note?.trim() ?? null),
    }
    if (JSON.stringify(before) === JSON.stringify(after)) return ok(card)
    const changed = { ...after, version: card.version + 1, updatedAt: now }
    await updateCard(tx, card.id, changed)
    await note(tx, others, { actor, action: 'giftCardUpdate', id: card.id, before, after, now })
    return ok({ ...card, ...changed })
  })

/** Puts money on a card or takes some off, whatever its end. */
export const adjustGiftCard = (dependencies: TenderDependencies, actor: Actor, input: GiftCardAdjustInput) =>
  attempt(dependencies.db, async (tx): Promise<Result<GiftCard, Problem>> => {
    const call = { actor, operation: 'giftCardAdjust', key: input.idempotencyKey, input }
    const adjusted = await dependencies.idempotency.once(tx, call, () =>
      adjust(tx, dependencies, actor, input),
    )
    return adjusted.ok ? ok(await cardNow(tx, adjusted.value.giftCardId)) : adjusted
  })

async function adjust(
  tx: Tx,
  dependencies: TenderDependencies,
  actor: Actor,
  input: GiftCardAdjustInput,
): Promise<Result<{ readonly giftCardId: string }, Problem>> {
  const { giftCardId: id, delta, reason } = input
  const card = await lockCard(tx, id)
  if (!card) return rejected([unknownCard(id)])
  const { amountMinor, currency } = delta
  const problems = adjustmentProblems(input)
  if (problems.length === 0) problems.push(...leftProblems(card.balanceMinor, amountMinor))
  if (currency !== card.currency) problems.push(otherCurrency(card.currency))
  if (problems.length > 0) return rejected(problems)
  const now = dependencies.clock.now()
  const movement = { kind: 'ADJUST', amountMinor, reason: reason.trim(), actor: actor.name, now } as const
  await move(tx, { kind: 'GIFT_CARD', id }, movement)
  const [before, after] = [card.balanceMinor, card.balanceMinor + amountMinor]
  await note(tx, dependencies, {
    ...{ actor, action: 'giftCardAdjust', id, now },
    ...{ before: { balanceMinor: before }, after: { balanceMinor: after } },
  })
  return ok({ giftCardId: id })
}

async function cardNow(tx: Tx, id: string): Promise<GiftCard> {
  const [card] = await readCards(tx, [id])
  if (!card) throw new Error('Gift cards are not deleted')
  return card
}

const unknownCard = (id: string): Problem =>
  notFound(['giftCardId'], globalId('GiftCard', id), 'There is no such gift card.')

interface Noted {
  readonly actor: Actor
  readonly action: string
  readonly id: string
  readonly before: unknown
  readonly after: unknown
  readonly now: Date
}

async function note(
  tx: Tx,
  { audit }: Pick<TenderDependencies, 'audit'>,
  { actor, action, id, before, after, now }: Noted,
): Promise<void> {
  await audit.append(tx, { actor, action, entity: 'GiftCard', entityId: id, before, after })
  const body = { giftCardId: id }
  await appendFacts(tx, [{ kind: 'giftCard.saved', aggregate: `giftCard:${id}`, body }], now)
}
