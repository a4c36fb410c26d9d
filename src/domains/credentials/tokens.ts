import type { ReadHandle, Tx } from '../../db/index.js'
import type { Clock } from '../../kernel/clock.js'
import { invalid, type Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import { hashOf, newCode, newToken, typedCode } from './secrets.js'
import { countTry, deleteToken, deleteTokensOf, findToken, insertToken, selectLiveTokens } from './store.js'
import type { Holder, Purpose } from './types.js'

interface LetterOfToken {
  readonly isAgain: boolean
}

/** Tokens that do one thing once, for whoever reads somebody's mail. */
export interface SingleUseTokens {
  /**
   * Null when somebody has five of them already that were not used: nobody is flooded with mail. Unless the letter
   * `isAgain` written: those that could not be sent count, too, and must not stand in their own way.
   */
  issue(tx: Tx, purpose: Purpose, holder: Holder, letter?: LetterOfToken): Promise<string | null>
  /** Whose it is, if it is for one of these purposes. It can be used still. */
  find(
    on: ReadHandle,
    purposes: readonly Purpose[],
    holderKind: Holder['kind'],
    token: string,
  ): Promise<Result<Holder, Problem>>
  /** The same, and used up with the job. Of several uses at once one wins. */
  redeem(
    tx: Tx,
    purposes: readonly Purpose[],
    holderKind: Holder['kind'],
    token: string,
  ): Promise<Result<Holder, Problem>>
  /** A code to type, which with whose it is opens their account for ten minutes. Null as above. */
  issueCode(tx: Tx, holder: Holder, letter?: LetterOfToken): Promise<string | null>
  /**
   * Whether it is one of the codes of that holder, then used up. Five wrong ones make all of them worthless, so the job
   * must be kept whatever this answers.
   */
  redeemCode(tx: Tx, holder: Holder, code: string): Promise<boolean>
  /** Makes tokens worthless; without purposes all of them. */
  drop(tx: Tx, holder: Holder, purposes?: readonly Purpose[]): Promise<void>
}

const hourMs = 60 * 60_000
const lifeMs: Readonly<Record<Purpose, number>> = {
  VERIFY_EMAIL: 72 * hourMs,
  RESET_PASSWORD: hourMs,
  CHANGE_EMAIL: 24 * hourMs,
  SIGN_IN: hourMs / 6,
  ACCEPT_INVITATION: 7 * 24 * hourMs,
}
const mostLive = 5
const mostTries = 5

export function createTokens({ clock }: { readonly clock: Clock }): SingleUseTokens {
  async function keep(
    tx: Tx,
    purpose: Purpose,
    holder: Holder,
    hash: string,
    letter?: LetterOfToken,
  ): Promise<boolean> {
    const now = clock.now()
    const live = letter?.isAgain ? [] : await selectLiveTokens(tx, holder, purpose, now)
    if (live.length >= mostLive) return false
    const { kind: holderKind, id: holderId } = holder
    const expiresAt = new Date(now.getTime() + lifeMs[purpose])
    await insertToken(tx, { hash, purpose, holderKind, holderId, tries: 0, expiresAt })
    return true
  }

  const find: SingleUseTokens['find'] = async (on, purposes, holderKind, token) => {
    const row = await findToken(on, hashOf(token))
    const isMeant = row?.holderKind === holderKind && purposes.some((one) => one === row.purpose)
    if (!row || !isMeant) return rejected([unknown])
    return row.expiresAt <= clock.now() ? rejected([expired]) : ok({ kind: holderKind, id: row.holderId })
  }

  return {
    find,
    async issue(tx, purpose, holder, letter) {
      const token = newToken('atm_')
      return (await keep(tx, purpose, holder, hashOf(token), letter)) ? token : null
    },
    async redeem(tx, purposes, holderKind, token) {
      const found = await find(tx, purposes, holderKind, token)
      if (!found.ok) return found
      return (await deleteToken(tx, hashOf(token))) ? found : rejected([unknown])
    },
    async issueCode(tx, holder, letter) {
      const code = newCode()
      return (await keep(tx, 'SIGN_IN', holder, codeHash(holder, code), letter)) ? code : null
    },
    async redeemCode(tx, holder, code) {
      const live = await selectLiveTokens(tx, holder, 'SIGN_IN', clock.now())
      const hash = codeHash(holder, code)
      if (live.some((row) => row.hash === hash)) return deleteToken(tx, hash)
      for (const row of live) await countTry(tx, row.hash, mostTries)
      return false
    },
    drop: deleteTokensOf,
  }
}

const codeHash = ({ id }: Holder, code: string): string => hashOf(`${id} ${typedCode(code)}`)

const unknown = invalid(
  'TOKEN_INVALID',
  ['token'],
  'This token opens nothing. Was it used before? Ask for a new one.',
)
const expired = invalid('TOKEN_EXPIRED', ['token'], 'This token has expired. Ask for a new one.')
