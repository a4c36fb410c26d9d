import { foldedText } from '../../../kernel/text.js'

const mostLetters = 100

interface Named {
  readonly email: string
  readonly firstName: string | null
  readonly lastName: string | null
  readonly externalReference: string | null
}

/** What a customer is found by, each from its beginning on: the e-mail address, the names, both together, the reference. */
export function wordsOf({ email, firstName, lastName, externalReference }: Named): readonly string[] {
  const names = [firstName, lastName].flatMap((name) => name ?? [])
  const texts = [email, ...names, names.join(' '), [...names].reverse().join(' '), externalReference ?? '']
  return [...new Set(texts.map(searchedWord))].filter((word) => word !== '')
}

/** A text as it is looked for: without case and accents. */
export const searchedWord = (text: string): string => foldedText(text, mostLetters)
