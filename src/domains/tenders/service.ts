import type { ReadHandle, Tx } from '../../db/index.js'
import { encodeCursor, type Page, type PageArgs, pageOf, pageRequest } from '../../kernel/page.js'
import type { Problem } from '../../kernel/problem.js'
import type { Result } from '../../kernel/result.js'
import { isStorable } from '../../kernel/text.js'
import type { Actor } from '../audit/index.js'
import { giftCardCodeHash, lastCharactersOf, plainCode } from './codes.js'
import type { TenderDependencies } from './dependencies.js'
import { type CartTenders, tendersForCart } from './for-cart.js'
import { adjustGiftCard, type GiftCardIssued, issueGiftCard, updateGiftCard } from './gift-cards.js'
import { giveBack, refund, type TenderRefund, take } from './spend.js'
import { countCards, readCardByHash, readCards, selectCards } from './store/gift-cards.js'
import { countEntries, selectEntries } from './store/postings.js'
import { readCredits } from './store/store-credit.js'
import { readTaken } from './store/uses.js'
import { adjustStoreCredit } from './store-credit.js'
import type {
  GiftCard,
  GiftCardAdjustInput,
  GiftCardIssueInput,
  GiftCardUpdateInput,
  LedgerEntry,
  StoreCredit,
  StoreCreditAdjustInput,
  TakenTender,
  Tender,
  TenderAmount,
} from './types.js'

type Paged<T> = Page<T> & { cursorOf(item: T): string }

export interface Tenders {
  /** The card of a code, however it is written; null when there is none, or it is disabled: who guesses is told no more. */
  giftCardByCode(code: string, on?: ReadHandle): Promise<GiftCard | null>
  /** Of these cards those that a text names: a code, also of a disabled card, or the last characters of one. */
  giftCardsNamed(text: string, ids: readonly string[], on?: ReadHandle): Promise<readonly string[]>
  /** Those of the cards that there are. */
  giftCards(ids: readonly string[], on?: ReadHandle): Promise<readonly GiftCard[]>
  /** In the order in which they pay: gift cards, those that end first before the others, then store credit. */
  forCart(cart: CartTenders, on?: ReadHandle): Promise<readonly Tender[]>
  /**
   * Takes what an order pays with gift cards and store credit, in the transaction of that order, which must keep nothing when
   * this is rejected. Each balance gives exactly what is on it, whoever else is at it. For a reference that has taken from a
   * tender already, nothing more is taken from that, unless all of it was given back. A problem's field is the index of
   * its tender: `['tenders', '0']`.
   */
  take(
    tx: Tx,
    taking: { readonly reference: string; readonly tenders: readonly TenderAmount[] },
  ): Promise<Result<null, Problem>>
  /** What a reference has taken, gift cards first, also what has gone back since. */
  taken(on: ReadHandle, reference: string): Promise<readonly TakenTender[]>
  /** The same of several references, which each of them names. */
  takenBy(
    on: ReadHandle,
    references: readonly string[],
  ): Promise<readonly (TakenTender & { readonly reference: string })[]>
  /** Gives back all that has not gone back yet, also to what has ended; a second time there is nothing to give back. */
  giveBack(tx: Tx, reference: string): Promise<void>
  /** Gives back a part of what a reference has taken: never above that, and once for each `refundReference`. */
  refund(tx: Tx, refund: TenderRefund): Promise<Result<null, Problem>>

  /** The code is told here and never again. */
  issue(actor: Actor, input: GiftCardIssueInput): Promise<Result<GiftCardIssued, Problem>>
  update(actor: Actor, input: GiftCardUpdateInput): Promise<Result<GiftCard, Problem>>
  adjust(actor: Actor, input: GiftCardAdjustInput): Promise<Result<GiftCard, Problem>>
  /** The newest first; with characters only those whose code ends so. */
  cards(lastCharacters: string | null, args: PageArgs): Promise<Paged<GiftCard>>
  countCards(lastCharacters: string | null): Promise<number>
  adjustCredit(actor: Actor, input: StoreCreditAdjustInput): Promise<Result<null, Problem>>
  /** What each of these customers has, by currency. */
  credits(customerIds: readonly string[], on?: ReadHandle): Promise<readonly StoreCredit[]>
  /** What has happened to a gift card or a store credit, the newest first. */
  entries(accountId: string, args: PageArgs): Promise<Paged<LedgerEntry>>
  countEntries(accountId: string): Promise<number>
  /** The oldest first: the first 10,000. */
  allEntries(accountId: string, on: ReadHandle): Promise<readonly LedgerEntry[]>
}

/** Of one account, at a time. */
const mostEntries = 10_000

/** Longer than any code with its spaces. */
const mostCharacters = 100

const cardOf = async (on: ReadHandle, code: string): Promise<GiftCard | null> =>
  isStorable(code) && code.length <= mostCharacters ? readCardByHash(on, giftCardCodeHash(code)) : null

export function createTenders(dependencies: TenderDependencies): Tenders {
  const { db, clock } = dependencies
  return {
    async giftCardByCode(code, on = db.read) {
      const card = await cardOf(on, code)
      return card?.disabledAt ? null : card
    },
    async giftCardsNamed(text, ids, on = db.read) {
      if (ids.length === 0) return []
      const card = await cardOf(on, text)
      const named = (await readCards(on, ids)).filter(({ id, lastCharacters }) =>
        card ? id === card.id : lastCharacters === plainCode(text),
      )
      return named.map(({ id }) => id)
    },
    giftCards: async (ids, on = db.read) => (ids.length === 0 ? [] : readCards(on, ids)),
    forCart: (cart, on = db.read) => tendersForCart(on, cart),
    take: (tx, { reference, tenders }) => take(tx, reference, tenders, clock.now()),
    taken: async (on, reference) => (await readTaken(on, [reference])).map(({ reference: _, ...one }) => one),
    takenBy: readTaken,
    giveBack: (tx, reference) => giveBack(tx, reference, clock.now()),
    refund: (tx, part) => refund(tx, part, clock.now()),
    issue: (actor, input) => issueGiftCard(dependencies, actor, input),
    update: (actor, input) => updateGiftCard(dependencies, actor, input),
    adjust: (actor, input) => adjustGiftCard(dependencies, actor, input),
    async cards(lastCharacters, args) {
      const last = lastCharacters && lastCharactersOf(lastCharacters)
      const scope = `giftCards ${last ?? ''}`
      const request = pageRequest(args, scope, ['text'])
      const { backward, limit, position } = request
      const from = position && String(position[0])
      const page = pageOf(request, await selectCards(db.read, last, { backward, from, limit: limit + 1 }))
      return { ...page, cursorOf: ({ id }) => encodeCursor(scope, [id]) }
    },
    countCards: (lastCharacters) => countCards(db.read, lastCharacters && lastCharactersOf(lastCharacters)),
    adjustCredit: (actor, input) => adjustStoreCredit(dependencies, actor, input),
    credits: (customerIds, on = db.read) => readCredits(on, customerIds),
    async entries(accountId, args) {
      const scope = `ledger ${accountId}`
      const request = pageRequest(args, scope, ['big'])
      const { backward, limit, position } = request
      const from = position && Number(position[0])
      const page = pageOf(
        request,
        await selectEntries(db.read, accountId, { backward, from, limit: limit + 1 }),
      )
      return { ...page, cursorOf: ({ id }) => encodeCursor(scope, [id]) }
    },
    countEntries: (accountId) => countEntries(db.read, accountId),
    allEntries: (accountId, on) =>
      selectEntries(on, accountId, { from: null, backward: true, limit: mostEntries }),
  }
}
