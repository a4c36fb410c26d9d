import { composeLetters } from '../../src/app/mail/letters.js'
import type { Letter } from '../../src/domains/mail/index.js'
import type { TestShop } from './shop.js'

export const goodPassword = 'nigredo albedo rubedo'

type Posting = Pick<TestShop, 'access' | 'channels' | 'customers' | 'orders' | 'mail' | 'clock' | 'react'>

/** All letters that follow from what has happened, as they would be sent now. */
export async function lettersOf(shop: Posting, storefrontUrl: string | null = null): Promise<Letter[]> {
  await shop.react()
  const letters: Letter[] = []
  const mailer = { send: async (letter: Letter) => void letters.push(letter) }
  const compose = composeLetters(shop, storefrontUrl)
  for (;;) {
    const { sent, failed } = await shop.mail.sendDue({
      ...{ at: shop.clock.now(), mailer, compose },
      isStopping: () => false,
    })
    if (failed.length > 0) throw new Error('A letter could not be sent', { cause: failed[0]?.error })
    if (sent === 0) return letters
  }
}

/** The token in a letter. */
export function tokenIn(letter: Letter | undefined): string {
  const [token] = /atm_[\w-]{43}/.exec(letter?.text ?? '') ?? []
  if (!token) throw new Error(`There is no token in ${JSON.stringify(letter)}`)
  return token
}

/** The code in a letter. */
export const codeIn = (letter: Letter | undefined): string =>
  /\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/.exec(letter?.text ?? '')?.[0] ?? ''

/** The codes of what was refused, each with its field. */
export const refusedBy = (result: {
  readonly ok: boolean
  readonly errors?: readonly { readonly code: string; readonly field?: readonly string[] }[]
}): string[] => (result.errors ?? []).map(({ code, field }) => `${code} ${field?.join('.')}`)
