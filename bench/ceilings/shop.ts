import type { Localized } from '../../src/db/tables/catalog.js'
import { askedLocale } from '../shop/definitions.js'

/** Texts are looked for in German, then in English: what the audience of the benchmarks asks for. */
export const chain = [askedLocale, 'en'] as const
/** The shop's only channel. */
export const channelId = 1

export const inChain = (texts: readonly Localized[]): string | undefined =>
  (texts.find(({ locale }) => locale === chain[0]) ?? texts.find(({ locale }) => locale === chain[1]))?.value
