/** Lets work in until it is closed, then waits for what is inside. (A pool that ends forgets those who wait for it.) */
export class Entrance {
  #inside = 0
  #open = true
  #emptied = () => {}

  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (!this.#open) throw new Error('The database is closed.')
    this.#inside++
    try {
      return await work()
    } finally {
      if (--this.#inside === 0) this.#emptied()
    }
  }

  async close(): Promise<void> {
    this.#open = false
    if (this.#inside > 0) await new Promise<void>((resolve) => (this.#emptied = resolve))
  }
}
