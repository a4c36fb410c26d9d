import { describe, expect, test } from 'vitest'
import { canonicalLocale, inBestLocale, localeChain } from '../../src/kernel/locale.js'

describe('the chain of locales', () => {
  test('goes from the asked one to its parents, then to the fallbacks and theirs, naming none twice', () => {
    expect(localeChain('de-AT', ['de-DE', 'en'])).toEqual(['de-AT', 'de', 'de-DE', 'en'])
    expect(localeChain('zh-Hant-TW', ['en'])).toEqual(['zh-Hant-TW', 'zh-Hant', 'zh', 'en'])
    expect(localeChain('en', ['en'])).toEqual(['en'])
  })
})

describe('a translated text', () => {
  const entries = [{ locale: 'ru' }, { locale: 'en' }, { locale: 'de' }]
  test('is taken from the first locale of the chain that has one', () => {
    expect(inBestLocale(entries, ['de-AT', 'de', 'en'])).toEqual({ locale: 'de' })
  })
  test('is any rather than none', () => {
    expect(inBestLocale(entries, ['fr'])).toEqual({ locale: 'ru' })
    expect(inBestLocale([], ['fr'])).toBeUndefined()
  })
})

describe('the one spelling of a locale', () => {
  test.each([
    ['de', 'de'],
    ['EN-us', 'en-US'],
    ['zh-hant-tw', 'zh-Hant-TW'],
    ['iw', 'he'],
  ])('%s is %s', (tag, canonical) => expect(canonicalLocale(tag)).toBe(canonical))

  test.each(['', '*', 'de_AT', 'd', 'de-', 'de-AT\u0000', ` de`, `de${'-abcdefgh'.repeat(4)}`])(
    '%j has none',
    (tag) => expect(canonicalLocale(tag)).toBeNull(),
  )
})
