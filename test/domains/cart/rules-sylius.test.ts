import { expect, test } from 'vitest'
import { describeWithData } from '../../support/shared-data.js'
import { play, readScenarios, type Scenario } from './sylius/scenarios.js'

/** What Athanor does differently on purpose, by a step that only such scenarios have. */
const differences: readonly (readonly [step: RegExp, reason: string])[] = [
  [
    /^I switch to the "[^"]+" currency$/,
    'A price is set in each currency that a channel sells in, and never made by an exchange rate: what is shown is what is charged, and lines add up to the total.',
  ],
]

/** The features, how many of their scenarios come out the same, and how many differ on purpose. */
const features: readonly (readonly [feature: string, same: number, different: number])[] = [
  ['applying_correct_taxes_for_item_units_with_discount_for_item', 4, 0],
  ['applying_correct_taxes_for_item_units_with_discount_for_item_when_tax_rate_included_in_price', 4, 0],
  [
    'applying_correct_taxes_for_item_units_with_discount_for_whole_order_when_tax_rate_included_in_price',
    4,
    0,
  ],
  ['applying_correct_taxes_for_item_units_with_tax_rate_included_in_price', 5, 0],
  ['applying_correct_taxes_for_items_with_different_tax_rates', 2, 0],
  ['applying_correct_taxes_for_items_with_the_same_tax_rate', 5, 0],
  [
    'applying_correct_taxes_for_order_with_discount_for_an_item_in_order_when_tax_rate_included_in_price',
    4,
    0,
  ],
  ['applying_correct_taxes_for_order_with_discount_for_shipping', 3, 0],
  ['applying_correct_taxes_for_order_with_discount_for_shipping_when_tax_rate_included_in_price', 4, 0],
  ['applying_correct_taxes_for_order_with_discount_for_whole_order', 5, 0],
  ['applying_correct_taxes_for_product_with_tax_rate_included_in_price', 4, 0],
  ['applying_correct_taxes_for_products_with_different_tax_rates_for_different_zones', 5, 0],
  ['applying_different_taxes_for_variants_with_different_tax_category', 1, 0],
  ['rounding_taxes_on_order_item_level', 3, 0],
  ['seeing_shipping_fee', 2, 0],
  ['seeing_shipping_fee_on_multiple_channels', 2, 0],
  ['seeing_discount_on_order_item_on_summary_page', 1, 0],
  ['seeing_shipping_discount_on_order_summary_page', 1, 0],
  ['seeing_shipping_total_on_order_summary_page', 2, 0],
  ['order_promotion_integrity_validation', 1, 0],
  ['applying_correct_shipping_fee_with_product_taxes_on_order', 2, 0],
  ['applying_correct_shipping_fee_with_taxes_on_order', 2, 0],
  ['seeing_estimated_shipping_cost_based_on_total_weight', 2, 0],
  ['adding_product_to_cart_with_prices_dependent_on_channel', 2, 1],
  ['adding_product_with_variants_with_discounted_catalog_price_to_cart', 1, 0],
  ['currency_rounding_edge_case', 0, 2],
  ['removing_cart_item', 4, 0],
  ['resolving_default_shipping_method_in_cart_summary_based_on_method_position', 1, 0],
  ['resolving_default_shipping_method_in_cart_summary_for_simple_products', 2, 0],
  ['seeing_detailed_information_about_cart', 1, 0],
  ['seeing_shipping_costs_only_when_required', 1, 0],
]

const featureOf = ({ file }: Scenario) => file.replace(/^.*\//, '').replace('.feature', '')
const differenceOf = ({ background, steps }: Scenario) =>
  differences.find(([step]) => [...background, ...steps].some(({ text }) => step.test(text)))

describeWithData('sylius/scenarios.ndjson.gz', 'shop scenarios of Sylius', (path) => {
  const scenarios = readScenarios(path)

  for (const scenario of scenarios) {
    const difference = differenceOf(scenario)
    const name = `${featureOf(scenario)}: ${scenario.scenario}`
    if (difference)
      test(`${name}, which differs: ${difference[1]}`, () => {
        expect(() => play(scenario)).toThrow(/^Nothing says what this step means/)
      })
    else
      test(name, () => {
        expect(play(scenario).compared).toBeGreaterThanOrEqual(scenario.money_assertions)
      })
  }

  const present = features.filter(([feature]) =>
    scenarios.some((scenario) => featureOf(scenario) === feature),
  )
  test.each(present)('%s: %i come out the same, %i differ on purpose', (feature, same, different) => {
    const of = scenarios.filter((scenario) => featureOf(scenario) === feature)
    const differing = of.filter((scenario) => differenceOf(scenario))
    expect([of.length - differing.length, differing.length]).toEqual([same, different])
  })
})
