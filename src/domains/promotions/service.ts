import { isDeepStrictEqual } from 'node:util'
import { appendFacts, attempt, type Database, type ReadHandle, type Tx, takeTurn } from '../../db/index.js'
import type { Clock } from '../../kernel/clock.js'
import { encodeCursor, type Page, type PageArgs, pageOf, pageRequest } from '../../kernel/page.js'
import { notFound, type Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import { isStorable } from '../../kernel/text.js'
import type { Actor, Audit } from '../audit/index.js'
import type { Catalog } from '../catalog/index.js'
import type { Channels } from '../channels/index.js'
import { claim, release } from './claims.js'
import { codeAfter, codeKeyOf, codeProblems, mostReferences } from './rules/code.js'
import {
  countCodes,
  insertCode,
  lockCode,
  readCode,
  readCodeById,
  readCodes,
  readCustomerUses,
  updateCode,
} from './store.js'
import type { CodeUse, Discount, DiscountCode, DiscountCodeInput, DiscountObstacle } from './types.js'

/** Who types a code in, and where. */
export interface CodeAsked {
  readonly channelId: number
  /** null: nobody who could be told from others. */
  readonly customerKey: string | null
}

export interface Promotions {
  /**
   * The discount of a code, however it is spelled; null when there is none in the channel, or it is disabled: who guesses
   * is told no more. Times and limits are among its conditions.
   */
  byCode(code: string, asked: CodeAsked, on?: ReadHandle): Promise<CodeDiscount | null>
  /**
   * Takes one use of a code in the transaction that needs it: exactly as many are taken as the limits allow, whoever else
   * is at it. For a reference that has it already nothing more is taken.
   */
  claim(tx: Tx, use: CodeUse): Promise<Result<null, DiscountObstacle>>
  /** Gives back what was claimed for a reference. */
  release(tx: Tx, reference: string): Promise<void>
  /** The newest first. */
  codes(args: PageArgs): Promise<Page<DiscountCode> & { cursorOf(code: DiscountCode): string }>
  countCodes(): Promise<number>
  /** Creates or changes a code; one that was disabled works again. What is there already leaves nothing behind. */
  save(actor: Actor, input: DiscountCodeInput): Promise<Result<DiscountCode, Problem>>
  /** Ends a code at once. What it was used for stays. */
  disable(actor: Actor, code: string): Promise<Result<DiscountCode, Problem>>
}
export type CodeDiscount = Discount & { readonly codeId: number }

interface Dependencies {
  readonly db: Database
  readonly clock: Clock
  readonly audit: Audit
  readonly channels: Pick<Channels, 'all'>
  readonly catalog: Pick<Catalog, 'categoryIds' | 'productIds'>
}

export function createPromotions(dependencies: Dependencies): Promotions {
  const { db, clock } = dependencies
  return {
    async byCode(code, { channelId, customerKey }, on = db.read) {
      const found = isStorable(code) ? await readCode(on, code) : null
      if (!found || found.disabledAt || (found.channelIds && !found.channelIds.includes(channelId)))
        return null
      const own = customerKey === null ? 0 : await readCustomerUses(on, found.id, customerKey)
      return discountOf(found, code, own)
    },
    claim: (tx, use) => claim(tx, use, clock.now()),
    release: (tx, reference) => release(tx, reference),
    async codes(args) {
      const scope = 'discountCodes'
      const request = pageRequest(args, scope, ['big'])
      const page = pageOf(request, await readCodes(db.read, request))
      return { ...page, cursorOf: ({ id }) => encodeCursor(scope, [id]) }
    },
    countCodes: () => countCodes(db.read),
    save: (actor, input) => saveCode(dependencies, actor, input),
    disable: (actor, code) => disableCode(dependencies, actor, code),
  }
}

function discountOf(found: DiscountCode, typed: string, ownUses: number): CodeDiscount {
  const { id, name, benefit, startsAt, endsAt, minimumSubtotalMinor, usageLimit, perCustomerLimit, used } =
    found
  const left = [
    ...(usageLimit === null ? [] : [usageLimit - used]),
    ...(perCustomerLimit === null ? [] : [perCustomerLimit - ownUses]),
  ]
  return {
    ...{
      codeId: id,
      id: `code:${id}`,
      name,
      source: 'CODE',
      code: typed.trim(),
      benefit,
      lines: linesOf(found),
    },
    conditions: {
      ...{ startsAt, endsAt, minimumSubtotalMinor, contains: null },
      remainingUses: left.length === 0 ? null : Math.max(0, Math.min(...left)),
    },
  }
}

/** What is no text, or one of too many, is refused anyway. */
const searchable = (references: readonly string[] | null | undefined): string[] =>
  (references ?? []).slice(0, mostReferences).filter(isStorable)

/** null: all of them. */
function linesOf({ categories, products }: DiscountCode): Discount['lines'] {
  if (categories === null && products === null) return null
  return {
    ...{ lineKeys: null, minUnitPriceMinor: null, maxUnitPriceMinor: null },
    productIds: products?.map(({ id }) => id) ?? null,
    categoryIds: categories?.map(({ id }) => id) ?? null,
  }
}

const saveCode = (
  { db, clock, audit, channels, catalog }: Dependencies,
  actor: Actor,
  input: DiscountCodeInput,
) =>
  attempt(db, async (tx): Promise<Result<DiscountCode, Problem>> => {
    await takeTurn(tx, `discountCode ${codeKeyOf(input.code)}`)
    const stored = await lockedCode(tx, input.code)
    const around = {
      channels: await channels.all(tx),
      categories: await catalog.categoryIds(tx, searchable(input.categories)),
      products: await catalog.productIds(tx, searchable(input.products)),
    }
    const problems = codeProblems(stored, input, around)
    if (problems.length > 0) return rejected(problems)
    const after = codeAfter(stored, input, around)
    const {
      id: _,
      used = 0,
      version = 0,
      createdAt,
      updatedAt: __,
      ...before
    } = stored ?? ({} as Partial<DiscountCode>)
    if (stored && isDeepStrictEqual(before, after)) return ok(stored)
    const now = clock.now()
    const content = { ...after, version: version + 1, createdAt: createdAt ?? now, updatedAt: now }
    const id = stored?.id ?? (await insertCode(tx, content))
    if (stored) await updateCode(tx, id, content)
    await note(tx, audit, { actor, action: 'discountCodeSave', id, before: stored && before, after, now })
    return ok({ id, used, ...content })
  })

const disableCode = ({ db, clock, audit }: Dependencies, actor: Actor, code: string) =>
  attempt(db, async (tx): Promise<Result<DiscountCode, Problem>> => {
    await takeTurn(tx, `discountCode ${codeKeyOf(code)}`)
    const stored = await lockedCode(tx, code)
    if (!stored) return rejected([notFound(['code'], code, `There is no code "${code.slice(0, 64)}".`)])
    if (stored.disabledAt) return ok(stored)
    const now = clock.now()
    const { id, used, ...content } = {
      ...stored,
      disabledAt: now,
      version: stored.version + 1,
      updatedAt: now,
    }
    await updateCode(tx, id, content)
    const [before, after] = [{ disabledAt: null }, { disabledAt: now }]
    await note(tx, audit, { actor, action: 'discountCodeDisable', id, before, after, now })
    return ok((await readCodeById(tx, id)) ?? { id, used, ...content })
  })

async function lockedCode(tx: Tx, code: string): Promise<DiscountCode | null> {
  if (!isStorable(code)) return null
  await lockCode(tx, code)
  return readCode(tx, code)
}

interface Noted {
  readonly actor: Actor
  readonly action: string
  readonly id: number
  readonly before: unknown
  readonly after: unknown
  readonly now: Date
}

async function note(tx: Tx, audit: Audit, { actor, action, id, before, after, now }: Noted): Promise<void> {
  await audit.append(tx, { actor, action, entity: 'DiscountCode', entityId: String(id), before, after })
  await appendFacts(
    tx,
    [{ kind: 'promotion.saved', aggregate: `discountCode:${id}`, body: { codeId: id } }],
    now,
  )
}
