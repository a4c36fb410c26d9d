import { browse } from './browse.js'
import { productPage } from './product-page.js'
import type { Answering } from './question.js'
import { selectedVariant } from './selected-variant.js'

/** The cases that have an answer by hand. */
export const ceilings = { browse, productPage, selectedVariant } satisfies Record<string, Answering>
export type CeilingName = keyof typeof ceilings
