import type { ReadHandle } from '../../db/index.js'
import type { Catalog } from '../catalog/index.js'
import { readLocations } from './store/locations.js'
import { readLevels } from './store/pages.js'
import type { StockLevel } from './types.js'

const readAtOnce = 500

/** A level by the names that other systems have for its variant and location. */
export interface NamedLevel extends StockLevel {
  readonly sku: string
  readonly location: string
}

/** Every level of a variant that has an SKU, by variant and location. */
export async function* namedLevels(
  on: ReadHandle,
  catalog: Pick<Catalog, 'variantNames'>,
): AsyncGenerator<NamedLevel> {
  const locations = new Map((await readLocations(on)).map((one) => [one.id, one.externalReference]))
  let from: readonly [number, number] | null = null
  for (;;) {
    const levels: StockLevel[] = await readLevels(on, {}, { from, backward: false, limit: readAtOnce })
    const ids = [...new Set(levels.map((level) => level.variantId))]
    const names = await catalog.variantNames(ids, on)
    for (const level of levels) {
      const sku = names.get(level.variantId)?.sku
      const location = locations.get(level.locationId)
      if (sku != null && location !== undefined) yield { ...level, sku, location }
    }
    const last = levels.at(-1)
    if (!last || levels.length < readAtOnce) return
    from = [last.variantId, last.locationId]
  }
}
