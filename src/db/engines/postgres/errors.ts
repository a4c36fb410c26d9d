/** The SQLSTATE of an error, also when a job has wrapped it. */
function sqlState(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    const code = (at as { code?: unknown }).code
    if (typeof code === 'string' && code.length === 5) return code
  }
  return undefined
}

/** A serialization failure or a deadlock: the transaction lost against another one and would do well on its own. */
export const mayBeRedone = (error: unknown): boolean => ['40001', '40P01'].includes(sqlState(error) ?? '')
