import { emailProblems } from '../../kernel/email.js'
import { newId } from '../../kernel/ids.js'
import { invalid, type Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import { attemptOnCart, endOf, tellChanged } from './change-cart.js'
import { linesAdded } from './change-lines.js'
import type { CartDependencies } from './dependencies.js'
import { decideAndHold } from './hold-lines.js'
import type { Cart, CartCreateInput, CartHolder, CartPlace } from './records.js'
import { attributeProblems } from './rules/line-problems.js'
import { insertCart, replaceToken } from './store/carts.js'
import { writeLines } from './store/lines.js'
import { cartTokenHash, newCartToken } from './tokens.js'

export interface CartCreated {
  readonly cartId: string
  /** Opens the cart; nobody is told it again. */
  readonly token: string
}

/**
 * A new cart of whoever asks. The same call again answers the same cart with another token, which is the only one then:
 * tokens are not kept, so the first cannot be told twice. That ends once somebody has used the first: a guest has no
 * name that a key could belong to, so nobody gets at a cart by the key of somebody else.
 */
export const createCart = (
  dependencies: CartDependencies,
  holder: CartHolder,
  place: CartPlace,
  input: CartCreateInput,
): Promise<Result<CartCreated, Problem>> =>
  attemptOnCart(dependencies.db, async (tx) => {
    const token = newCartToken()
    const { customerId, requestId } = holder
    const made = emptyCart(dependencies, customerId, place, input)
    const call = {
      actor: { name: customerId === null ? 'anonymous' : `customer:${customerId}`, requestId },
      ...{ operation: 'cartCreate', key: input.idempotencyKey ?? null, input: { ...place, ...input } },
    }
    const created = await dependencies.idempotency.once(tx, call, async () => {
      const problems = [
        ...(input.email == null ? [] : emailProblems(['email'], input.email)),
        ...attributeProblems(['attributes'], input.attributes),
      ]
      const lines = input.lines ?? []
      const ids = lines.flatMap(({ variantId }) => variantId ?? [])
      const filled =
        lines.length === 0
          ? ok(made)
          : await decideAndHold(tx, dependencies, { before: made, ids }, (market) =>
              linesAdded(made, lines, market),
            )
      if (!filled.ok) return rejected([...problems, ...filled.errors])
      if (problems.length > 0) return rejected(problems)
      const { lines: kept, ...head } = filled.value
      await insertCart(tx, head, cartTokenHash(token))
      await writeLines(tx, head.id, [], kept)
      await tellChanged(tx, head.id, made.createdAt)
      return ok({ cartId: made.id })
    })
    if (!created.ok) return created
    const { cartId } = created.value
    const isKnown = cartId !== made.id
    if (isKnown && !(await replaceToken(tx, cartId, customerId, cartTokenHash(token))))
      return rejected([used])
    return ok({ cartId, token })
  })

const used: Problem = invalid(
  'IDEMPOTENCY_KEY_REUSED',
  ['idempotencyKey'],
  'The cart that this key made is in use. Give every cart a key of its own.',
)

function emptyCart(
  dependencies: CartDependencies,
  customerId: string | null,
  { channelId, currency, country, locale }: CartPlace,
  { email, attributes }: CartCreateInput,
): Cart {
  const now = dependencies.clock.now()
  return {
    ...{ id: newId(), customerId, status: 'OPEN', version: 1 },
    ...{ channelId, currency, country, locale },
    ...{ email: email?.trim() ?? null, phone: null, note: null, attributes: attributes ?? [] },
    ...{ shippingAddress: null, billingAddress: null, codes: [], deliveryHandle: null, warnings: [] },
    ...{ giftCardIds: [], staffDiscounts: [], useStoreCredit: false },
    ...{ mergedInto: null, expiresAt: endOf(dependencies), createdAt: now, updatedAt: now, lines: [] },
  }
}
