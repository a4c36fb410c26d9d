export type Random = () => number

/** A stream of numbers in [0, 1) that is the same for the same seed (mulberry32), so that every run does the same work. */
export function randomOf(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Numbers from 0 on, the second half as likely as the first, the third a third as likely (Zipf's law). */
export function zipf(random: Random, count: number): Random {
  const sums: number[] = []
  for (let rank = 1, sum = 0; rank <= count; rank++) {
    sum += 1 / rank
    sums.push(sum)
  }
  const all = sums.at(-1) ?? 0
  return () => {
    const wanted = random() * all
    let [low, high] = [0, count - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sums[middle] as number) < wanted) low = middle + 1
      else high = middle
    }
    return low
  }
}

export const pick = <T>(random: Random, list: readonly T[]): T =>
  list[Math.floor(random() * list.length)] as T
