import DataLoader from 'dataloader'
import type { PageRequest } from '../kernel/page.js'

/** A loader of one thing for each key; null where there is none. */
export function one<T, K = number>(
  read: (keys: readonly K[]) => Promise<readonly T[]>,
  keyOf: (entity: T) => K,
) {
  return new DataLoader<K, T | null>(async (keys) => oneOfEach(keys, await read(keys), keyOf))
}

export function oneOfEach<T, K>(
  keys: readonly K[],
  things: readonly T[],
  keyOf: (thing: T) => K,
): (T | null)[] {
  const found = new Map(things.map((thing) => [keyOf(thing), thing]))
  return keys.map((key) => found.get(key) ?? null)
}

/** A loader of all things under each key, in the order in which they are read. */
export function many<T, K = number>(
  read: (keys: readonly K[]) => Promise<readonly T[]>,
  keyOf: (entity: T) => K,
) {
  return new DataLoader<K, readonly T[]>(async (keys) => allOfEach(keys, await read(keys), keyOf))
}

export function allOfEach<T, K>(keys: readonly K[], things: readonly T[], keyOf: (thing: T) => K): T[][] {
  const groups = new Map<K, T[]>(keys.map((key) => [key, []]))
  for (const thing of things) groups.get(keyOf(thing))?.push(thing)
  return keys.map((key) => groups.get(key) ?? [])
}

/** Loaders of one kind that differ by an argument, each made when it is first asked for. */
export function perKey<A, L>(create: (argument: A) => L, keyOf: (argument: A) => string): (argument: A) => L {
  const made = new Map<string, L>()
  return (argument) => {
    const key = keyOf(argument)
    const known = made.get(key)
    if (known) return known
    const loader = create(argument)
    made.set(key, loader)
    return loader
  }
}

export const perPage = <L>(create: (page: PageRequest) => L) => perKey(create, pageKey)

export const pageKey = ({ limit, backward, position }: PageRequest): string =>
  `${limit} ${backward} ${position && JSON.stringify(position)}`
