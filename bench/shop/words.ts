import { pick } from './random.js'

const words = {
  en: 'silver copper vessel flask furnace salt mercury amber slow patient careful glass heat vapour distil filter crystal stone ancient workshop bench measure golden spirit'.split(
    ' ',
  ),
  de: 'Silber Kupfer Gefäß Kolben Ofen Salz Quecksilber Bernstein langsam geduldig sorgsam Glas Hitze Dampf destilliert filtert Kristall Stein uralt Werkstatt Waage goldene Prüfung Geist'.split(
    ' ',
  ),
}
export type ShopLocale = keyof typeof words

/** A sentence of at least `least` characters. */
export function sentence(random: () => number, locale: ShopLocale, least: number): string {
  let text = pick(random, words[locale])
  while (text.length < least) text += ` ${pick(random, words[locale])}`
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
