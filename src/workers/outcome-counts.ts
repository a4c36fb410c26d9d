export interface Outcomes {
  done: number
  failed: number
}

/** How often each of a few named things went well and failed in this process. */
export class OutcomeCounts {
  readonly #outcomes = new Map<string, Outcomes>()

  /** Things named from the start are there with zeros before they first happen. */
  constructor(names: readonly string[] = []) {
    for (const name of names) this.of(name)
  }

  /** To be counted up by whoever knows how it went. */
  of(name: string): Outcomes {
    const known = this.#outcomes.get(name)
    if (known) return known
    const outcomes = { done: 0, failed: 0 }
    this.#outcomes.set(name, outcomes)
    return outcomes
  }

  get all(): ReadonlyMap<string, Readonly<Outcomes>> {
    return this.#outcomes
  }
}
