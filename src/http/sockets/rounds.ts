const slotMs = 1_000

/** Has each of many things take its turn once in a while, a few of them at a time. */
export class Rounds<Thing> implements Iterable<Thing> {
  private readonly slots: readonly Set<Thing>[]
  private readonly timer: NodeJS.Timeout
  private current = 0

  constructor(everyMs: number, turn: (thing: Thing) => void) {
    const count = Math.max(Math.round(everyMs / slotMs), 1)
    this.slots = Array.from({ length: count }, () => new Set<Thing>())
    this.timer = setInterval(() => {
      this.current = (this.current + 1) % count
      for (const thing of this.slots[this.current] ?? []) turn(thing)
    }, everyMs / count).unref()
  }

  /** Its first turn comes when all others had theirs. */
  add(thing: Thing): void {
    this.slots[this.current]?.add(thing)
  }

  delete(thing: Thing): void {
    for (const slot of this.slots) if (slot.delete(thing)) return
  }

  get size(): number {
    return this.slots.reduce((sum, slot) => sum + slot.size, 0)
  }

  *[Symbol.iterator](): Iterator<Thing> {
    for (const slot of this.slots) yield* slot
  }

  stop(): void {
    clearInterval(this.timer)
  }
}
