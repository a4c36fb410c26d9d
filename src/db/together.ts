/**
 * Waits for statements of a job that need nothing of each other. They are sent at once and worked off in their order, in
 * one round trip to PostgreSQL. The first failure is thrown, once none is under way any more.
 */
export async function together<T extends readonly unknown[]>(
  ...statements: { readonly [K in keyof T]: PromiseLike<T[K]> }
): Promise<T> {
  const settled = await Promise.allSettled(statements)
  const failed = settled.find((one) => one.status === 'rejected')
  if (failed) throw failed.reason
  return settled.map((one) => (one as PromiseFulfilledResult<unknown>).value) as unknown as T
}
