import { isDeepStrictEqual } from 'node:util'
import { appendFacts, attempt, type Database, type ReadHandle, takeTurn } from '../../db/index.js'
import type { Clock } from '../../kernel/clock.js'
import { isDuring } from '../../kernel/period.js'
import { isWithin, type Place } from '../../kernel/place.js'
import type { Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import type { Actor, Audit } from '../audit/index.js'
import { categoryAfter, categoryProblems } from './rules/category.js'
import { clearDefault, readCategories, readKeys, readRates, readState, writeCategory } from './store.js'
import type { TaxCategory, TaxCategoryInput, TaxRate } from './types.js'

export interface Tax {
  /** Every rate that may be for something delivered to a place at an instant, of any category. */
  ratesFor(place: Place, at: Date, on?: ReadHandle): Promise<readonly TaxRate[]>
  /**
   * By which category something is taxed that names one: by the default where it names none, or one that there is not, so
   * that a slip of the pen exempts nothing. null in a shop without categories, where nothing is taxed.
   */
  categoryOf(on?: ReadHandle): Promise<(named: string | null) => string | null>
  /** With their rates, by key. */
  categories(): Promise<readonly TaxCategory[]>
  /** Creates or changes a category with its rates. What is there already leaves nothing behind. */
  save(actor: Actor, input: TaxCategoryInput): Promise<Result<TaxCategory, Problem>>
}

interface Dependencies {
  readonly db: Database
  readonly clock: Clock
  readonly audit: Audit
}

export function createTax(dependencies: Dependencies): Tax {
  const { db } = dependencies
  // A country may have thousands, which every look at a cart needs and which hardly ever change.
  const known = new Map<string, { readonly state: string; readonly rates: readonly TaxRate[] }>()
  async function ratesOf(on: ReadHandle, country: string): Promise<readonly TaxRate[]> {
    const state = await readState(on)
    const kept = known.get(country)
    if (kept?.state === state) return kept.rates
    const rates = await readRates(on, country)
    known.set(country, { state, rates })
    return rates
  }
  return {
    async ratesFor(place, at, on = db.read) {
      const rates = await ratesOf(on, place.country)
      return rates.filter((rate) => isWithin(place, rate.area) && isDuring(rate, at))
    },
    async categoryOf(on = db.read) {
      const categories = await readKeys(on)
      const keys = new Set(categories.map(({ key }) => key))
      const usual = categories.find(({ isDefault }) => isDefault)?.key ?? null
      return (named) => (named !== null && keys.has(named) ? named : usual)
    },
    categories: () => readCategories(db.read),
    save: (actor, input) => saveCategory(dependencies, actor, input),
  }
}

/** A category with thousands of rates takes as long as it takes. */
const mostMs = 2_000

const saveCategory = ({ db, clock, audit }: Dependencies, actor: Actor, input: TaxCategoryInput) =>
  attempt(
    db,
    async (tx): Promise<Result<TaxCategory, Problem>> => {
      await takeTurn(tx, 'taxCategory')
      const known = await readCategories(tx)
      const problems = categoryProblems(known, input)
      if (problems.length > 0) return rejected(problems)
      const stored = known.find(({ key }) => key === input.key) ?? null
      const after = categoryAfter(stored, input, known.length === 0)
      const {
        id = null,
        version = 0,
        createdAt,
        updatedAt: _,
        ...before
      } = stored ?? ({} as Partial<TaxCategory>)
      if (stored && isDeepStrictEqual(before, after)) return ok(stored)
      const now = clock.now()
      const content = { ...after, version: version + 1, createdAt: createdAt ?? now, updatedAt: now }
      if (after.isDefault && !stored?.isDefault) await clearDefault(tx)
      const saved = { ...content, id: await writeCategory(tx, { id, ...content }) }
      await audit.append(tx, {
        ...{ actor, action: 'taxCategorySave', entity: 'TaxCategory', entityId: String(saved.id) },
        before: stored && before,
        after,
      })
      const body = { taxCategory: saved.key }
      await appendFacts(tx, [{ kind: 'tax.saved', aggregate: `taxCategory:${saved.id}`, body }], now)
      return ok(saved)
    },
    { maxHoldMs: mostMs },
  )
