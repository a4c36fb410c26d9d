import { hash, verify } from '@node-rs/argon2'
import { takingTurns } from './turns.js'

/** What a password costs to check. */
export interface PasswordCost {
  readonly memoryKib: number
  readonly passes: number
  /** Checks that run at a time in this process, and that wait for their turn. */
  readonly atOnce: number
  readonly waiting: number
}

/** OWASP's advice for argon2id. Node.js has four threads for such work, and others need some of them. */
export const usualPasswordCost: PasswordCost = { memoryKib: 19_456, passes: 2, atOnce: 2, waiting: 32 }

/** Hashes with argon2id, a few at a time: both throw `RateLimited` when too many wait. */
export interface Passwords {
  hash(password: string): Promise<string>
  /** Takes as long without a hash, and answers false. */
  matches(hash: string | null, password: string): Promise<boolean>
}

export function createPasswords(cost: PasswordCost): Passwords {
  const inTurn = takingTurns(cost)
  const options = { memoryCost: cost.memoryKib, timeCost: cost.passes, parallelism: 1 }
  let nobodys: Promise<string> | null = null

  return {
    hash: (password) => inTurn(() => hash(sameText(password), options)),
    matches: (known, password) =>
      inTurn(async () => {
        nobodys ??= hash('the password of nobody', options)
        const isSame = await verify(known ?? (await nobodys), sameText(password))
        return known !== null && isSame
      }),
  }
}

/** One spelling for what looks the same: keyboards differ in how they write an umlaut. */
const sameText = (password: string): string => password.normalize('NFKC')
