import { globalId, newId } from '../../kernel/ids.js'
import { type FieldPath, invalid, notFound, type Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import { changeCart } from './change-cart.js'
import type { CartDependencies } from './dependencies.js'
import { decideAndHold } from './hold-lines.js'
import type {
  Cart,
  CartHolder,
  CartLine,
  CartLineInput,
  CartLinesAddInput,
  CartLinesUpdateInput,
} from './records.js'
import {
  attributeProblems,
  boundProblems,
  mostLines,
  notPurchasable,
  ruleProblems,
  sizeProblems,
  stockProblems,
} from './rules/line-problems.js'
import { type Market, priceIn } from './rules/market.js'
import { unitsByVariant } from './rules/units.js'
import { attributesKey } from './store/lines.js'

/** Puts all of the lines on top of what is in the cart, or none. */
export const addLines = (dependencies: CartDependencies, holder: CartHolder, input: CartLinesAddInput) =>
  changeCart(dependencies, holder, { operation: 'cartLinesAdd', input }, async (tx, cart, see) => {
    const ids = [...cart.lines, ...input.lines].flatMap(({ variantId }) => variantId ?? [])
    return decideAndHold(tx, dependencies, { before: cart, ids, see }, (market) =>
      linesAdded(cart, input.lines, market),
    )
  })

/** The cart with these lines as well. */
export function linesAdded(
  cart: Cart,
  inputs: readonly CartLineInput[],
  market: Market,
): Result<Cart, Problem> {
  const field = (i: number): FieldPath => ['lines', String(i)]
  const problems = [
    ...countProblems(inputs.length),
    ...inputs.flatMap((input, i) => [
      ...boundProblems([...field(i), 'quantity'], input.quantity, 1),
      ...attributeProblems([...field(i), 'attributes'], input.attributes),
    ]),
  ]
  if (problems.length > 0) return rejected(problems)
  const draft = new Draft(cart, market)
  for (const [i, { variantId, quantity, attributes }] of inputs.entries()) {
    if (variantId === null) problems.push(notPurchasable([...field(i), 'variantId'], cart.currency))
    else draft.put({ variantId, quantity, attributes: attributes ?? [] }, field(i))
  }
  return draft.result(problems)
}

/** Sets what is given of each line. Quantity 0 removes it. All of it happens, or nothing. */
export const updateLines = (
  dependencies: CartDependencies,
  holder: CartHolder,
  input: CartLinesUpdateInput,
) =>
  changeCart(dependencies, holder, { operation: 'cartLinesUpdate', input }, async (tx, cart, see) => {
    const ids = [...cart.lines, ...input.lines].flatMap(({ variantId }) => variantId ?? [])
    return decideAndHold(tx, dependencies, { before: cart, ids, see }, (market) =>
      linesUpdated(cart, input.lines, market),
    )
  })

function linesUpdated(
  cart: Cart,
  inputs: CartLinesUpdateInput['lines'],
  market: Market,
): Result<Cart, Problem> {
  const known = new Map(cart.lines.map((line) => [line.id, line]))
  const seen = new Set<string>()
  const draft = new Draft(cart, market)
  const problems = countProblems(inputs.length)
  const moved: (() => void)[] = []
  for (const [i, input] of inputs.entries()) {
    const field = ['lines', String(i)]
    const line = known.get(input.lineId)
    const quantity = input.quantity ?? line?.quantity ?? 0
    problems.push(...boundProblems([...field, 'quantity'], quantity, 0))
    problems.push(...attributeProblems([...field, 'attributes'], input.attributes))
    if (seen.has(input.lineId))
      problems.push(invalid('DUPLICATE', [...field, 'lineId'], 'This line stands twice in `lines`.'))
    seen.add(input.lineId)
    if (!line) {
      const reference = globalId('CartLine', input.lineId)
      problems.push(notFound([...field, 'lineId'], reference, 'The cart has no such line.'))
    } else if (input.variantId === null) {
      problems.push(notPurchasable([...field, 'variantId'], cart.currency))
    } else {
      const attributes = input.attributes ?? line.attributes
      const variantId = input.variantId ?? line.variantId
      const isSame =
        variantId === line.variantId && attributesKey(attributes) === attributesKey(line.attributes)
      if (quantity === 0 || !isSame) draft.remove(line)
      if (quantity === 0) continue
      if (isSame) draft.set(line, quantity, field)
      else moved.push(() => draft.put({ variantId, quantity, attributes }, field, line))
    }
  }
  if (problems.length > 0) return rejected(problems)
  for (const move of moved) move()
  return draft.result([])
}

function countProblems(count: number): Problem[] {
  if (count >= 1 && count <= mostLines) return []
  const message = `\`lines\` has ${count} entries; there must be 1 to ${mostLines}.`
  return [invalid('LIMIT_EXCEEDED', ['lines'], message, { min: '1', max: String(mostLines) })]
}

type Content = Pick<CartLine, 'variantId' | 'quantity' | 'attributes'>

/** The lines of a cart while a call changes them. The same variant with the same attributes is one line. */
class Draft {
  private readonly lines: Map<string, CartLine>
  /** Where the input asked for what is in a line. */
  private readonly fields = new Map<string, FieldPath>()
  private nextPosition: number

  constructor(
    private readonly cart: Cart,
    private readonly market: Market,
  ) {
    this.lines = new Map(cart.lines.map((line) => [contentKey(line), line]))
    this.nextPosition = Math.max(0, ...cart.lines.map(({ position }) => position + 1))
  }

  put(content: Content, field: FieldPath, instead?: CartLine): void {
    const key = contentKey(content)
    const there = this.lines.get(key)
    if (there) {
      this.set(there, there.quantity + content.quantity, field)
      return
    }
    const { id, position } = instead ?? { id: newId(), position: this.nextPosition++ }
    const agreedMinor = priceIn(this.market, content.variantId, content.quantity)?.amountMinor ?? null
    this.lines.set(key, { ...content, id, position, agreedMinor, heldUntil: null, acknowledged: [] })
    this.fields.set(key, field)
  }

  set(line: CartLine, quantity: number, field: FieldPath): void {
    const key = contentKey(line)
    this.fields.set(key, field)
    if (quantity === line.quantity) return
    const before = priceIn(this.market, line.variantId, line.quantity)?.amountMinor
    const after = priceIn(this.market, line.variantId, quantity)?.amountMinor ?? null
    // Another quantity may have another price, which is no news; a price that changed before that still is.
    const agreedMinor = before === line.agreedMinor ? after : line.agreedMinor
    this.lines.set(key, { ...line, quantity, agreedMinor })
  }

  remove(line: CartLine): void {
    this.lines.delete(contentKey(line))
  }

  result(problems: readonly Problem[]): Result<Cart, Problem> {
    const lines = [...this.lines.values()].sort((a, b) => a.position - b.position)
    const all = [...problems, ...this.problems(lines)]
    return all.length > 0 ? rejected(all) : ok({ ...this.cart, lines })
  }

  /** Of the lines that the call asked for. What was in the cart before is told by the cart itself. */
  private problems(lines: readonly CartLine[]): Problem[] {
    const sums = unitsByVariant(lines)
    const before = unitsByVariant(this.cart.lines)
    const { market, cart } = this
    const ofLines = lines.flatMap((line) => {
      const field = this.fields.get(contentKey(line))
      if (!field) return []
      const { variantId, quantity } = line
      const offered = market.of(variantId)
      const amounts = { variantId, quantity, ofVariant: sums.get(variantId) ?? 0 }
      const isMore = amounts.ofVariant > (before.get(variantId) ?? 0)
      const at = [...field, 'quantity']
      const bounds = boundProblems(at, quantity, 1)
      if (bounds.length > 0) return bounds
      if (isMore && !priceIn(market, variantId, quantity))
        return [notPurchasable([...field, 'variantId'], cart.currency)]
      const stock = isMore ? stockProblems(at, amounts, offered, market.displayCap) : []
      return [...ruleProblems(at, amounts, offered), ...stock]
    })
    return [...sizeProblems(cart.lines, lines), ...ofLines]
  }
}

const contentKey = ({ variantId, attributes }: Pick<CartLine, 'variantId' | 'attributes'>): string =>
  `${variantId} ${attributesKey(attributes)}`
