import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { promotionSteps } from './given-promotions.js'
import { rateSteps } from './given-rates.js'
import { shopSteps } from './given-shop.js'
import { emptyShop, type Shop } from './shop.js'
import { type Step, takeStep } from './steps.js'
import { amountSteps } from './then-amounts.js'
import { shoppingSteps } from './when-shopping.js'

export interface Scenario {
  readonly file: string
  readonly scenario: string
  readonly background: readonly { readonly text: string }[]
  readonly steps: readonly { readonly text: string }[]
  /** How many amounts its steps expect. */
  readonly money_assertions: number
}

export const readScenarios = (path: string): Scenario[] =>
  gunzipSync(readFileSync(path))
    .toString('utf8')
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text) as Scenario)

const steps: readonly Step[] = [
  ...shopSteps,
  ...rateSteps,
  ...promotionSteps,
  ...shoppingSteps,
  ...amountSteps,
]

/** Does what the scenario tells, one step after the other, and compares the amounts that it expects. */
export function play({ background, steps: own }: Scenario): Shop {
  const shop = emptyShop()
  for (const { text } of [...background, ...own])
    if (!takeStep(steps, shop, inFirstPerson(text)))
      throw new Error(`Nothing says what this step means: ${text}`)
  return shop
}

/** Whoever shops, it is the one cart of the scenario. */
const inFirstPerson = (text: string) =>
  text.replace(
    /^(?:they|he|she|the customer|the visitor|an anonymous user) (add|added|have|had|has|adds) /,
    (_, verb: string) => `I ${verb === 'has' ? 'have' : verb.replace(/s$/, '')} `,
  )
