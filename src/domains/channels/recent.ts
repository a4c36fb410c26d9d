/**
 * Remembers what was loaded, for at most `maxAgeMs` on the monotonic clock. Loads are shared while in flight, and one
 * that began before `forget` is never remembered after it.
 */
export function recent<T>(maxAgeMs: number, load: () => Promise<T>) {
  let held: { readonly value: Promise<T>; readonly since: number } | null = null

  async function reload(): Promise<T> {
    const loading = { since: performance.now(), value: load() }
    held = loading
    try {
      return await loading.value
    } catch (error) {
      if (held === loading) held = null
      throw error
    }
  }

  return {
    get: (): Promise<T> => (held && performance.now() - held.since < maxAgeMs ? held.value : reload()),
    forget: (): void => {
      held = null
    },
  }
}
