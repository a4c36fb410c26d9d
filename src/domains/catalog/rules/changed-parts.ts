import { isDeepStrictEqual } from 'node:util'
import type { ProductState } from './product-state.js'

type Parts = Record<string, unknown>

/** The parts of two states that differ, for the audit. Of variants only those that do. */
export interface ChangedParts {
  /** null for a product that was not there. */
  readonly before: Parts | null
  readonly after: Parts
}

/** null when nothing differs. */
export function changedParts(before: ProductState | null, after: ProductState): ChangedParts | null {
  if (!before) return { before, after: { ...after } }
  const changed = { before: {} as Parts, after: {} as Parts }
  for (const part of Object.keys(after) as (keyof ProductState)[]) {
    const [was, is] = part === 'variants' ? differing(before[part], after[part]) : [before[part], after[part]]
    if (isDeepStrictEqual(was, is)) continue
    changed.before[part] = was
    changed.after[part] = is
  }
  return Object.keys(changed.after).length > 0 ? changed : null
}

/** The entries of each list that do not stand in the same place of the other. */
function differing<T>(before: readonly T[], after: readonly T[]): [T[], T[]] {
  const equal = Array.from({ length: Math.min(before.length, after.length) }, (_, i) =>
    isDeepStrictEqual(before[i], after[i]),
  )
  return [before.filter((_, i) => !equal[i]), after.filter((_, i) => !equal[i])]
}
