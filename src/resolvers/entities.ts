import { allOfEach, oneOfEach } from './batching.js'
import type { EntityKind, Footprint, Mark } from './footprint.js'
import { markOf } from './footprint.js'

type Ids = readonly number[]

/** What was read of entities for earlier requests and still holds. Values are shared: nobody may change them. */
export interface KeptEntities {
  /** What there is for each key; `read` is asked for what is not kept. `tag` tells what makes it untrue. */
  through<T>(
    space: string,
    keys: Ids,
    read: (missing: Ids) => Promise<readonly { readonly value: T; readonly tag: Mark | null }[]>,
  ): Promise<readonly T[]>
}

export const keepingNothing: KeptEntities = {
  through: async (_, keys, read) => (await read(keys)).map(({ value }) => value),
}

/**
 * Reads of what belongs to entities of one kind, by their ids: it is marked, and kept until the entity changes. `space`
 * names what is read and everything that it depends on beside the id.
 */
export function entityReads(kept: KeptEntities, footprint: Footprint) {
  const through =
    <T>(kind: EntityKind, space: string, read: (ids: Ids) => Promise<readonly T[]>) =>
    (ids: Ids): Promise<readonly T[]> => {
      footprint.markAll(kind, ids)
      return kept.through(`${kind} ${space}`, ids, async (missing) => {
        const values = await read(missing)
        return missing.map((id, i) => ({ value: values[i] as T, tag: markOf(kind, id) }))
      })
    }
  return {
    /** One thing for each id; null where there is none. */
    one: <T>(
      kind: EntityKind,
      space: string,
      read: (ids: Ids) => Promise<readonly T[]>,
      idOf: (thing: T) => number,
    ) => through(kind, space, async (ids) => oneOfEach(ids, await read(ids), idOf)),
    /** All things of each id, in the order in which they are read. */
    many: <T>(
      kind: EntityKind,
      space: string,
      read: (ids: Ids) => Promise<readonly T[]>,
      idOf: (thing: T) => number,
    ) => through(kind, space, async (ids) => allOfEach(ids, await read(ids), idOf)),
  }
}
