import { RateLimited } from '../../kernel/refusal.js'

const comeBackMs = 1_000

/** Lets few jobs run at a time and few wait; throws `RateLimited` for those beyond, at once. */
export function takingTurns(limits: { readonly atOnce: number; readonly waiting: number }) {
  const waiting: (() => void)[] = []
  let running = 0

  function turn(): Promise<void> | void {
    if (running < limits.atOnce) {
      running++
      return
    }
    if (waiting.length >= limits.waiting)
      throw new RateLimited(comeBackMs, 'Too many sign-ins at this moment. Try again after `retryAfterMs`.')
    return new Promise((go) => waiting.push(go))
  }

  function pass(): void {
    const next = waiting.shift()
    if (next) next()
    else running--
  }

  return async <T>(job: () => Promise<T>): Promise<T> => {
    await turn()
    try {
      return await job()
    } finally {
      pass()
    }
  }
}
