import { setTimeout as sleep } from 'node:timers/promises'

const isBusy = (error: unknown): boolean =>
  error instanceof Error && String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY')

/**
 * Tries again every millisecond or so while another process holds the lock. The pause is random and does not grow, so
 * that whoever has waited long has the same chance as a newcomer. Throws SQLite's own error after `patienceMs`.
 */
export async function patiently<T>(attempt: () => T, patienceMs = 5_000): Promise<T> {
  const until = performance.now() + patienceMs
  for (;;) {
    try {
      return attempt()
    } catch (error) {
      if (!isBusy(error) || performance.now() > until) throw error
      await sleep(0.5 + Math.random() * 1.5)
    }
  }
}
