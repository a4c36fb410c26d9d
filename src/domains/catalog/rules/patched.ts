/** What a field is after a save: omitted = unchanged, null = cleared. */
export const patched = <T>(given: T | null | undefined, before: T | undefined, cleared: T): T =>
  given === undefined ? (before ?? cleared) : (given ?? cleared)
