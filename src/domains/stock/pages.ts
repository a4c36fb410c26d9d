import type { Database } from '../../db/index.js'
import { encodeCursor, type Page, type PageArgs, pageOf, pageRequest } from '../../kernel/page.js'
import {
  countLevels,
  countLowItems,
  countMovements,
  type LevelFilter,
  type MovementFilter,
  readLevels,
  readLowItems,
  readMovements,
} from './store/pages.js'
import type { Movement, StockItem, StockLevel } from './types.js'

export interface CursorPage<T> extends Page<T> {
  cursorOf(item: T): string
}

/** The lists that staff walk: exact numbers. */
export const stockPages = ({ read }: Pick<Database, 'read'>) => ({
  async levels(filter: LevelFilter, args: PageArgs): Promise<CursorPage<StockLevel>> {
    const scope = `stockLevels ${JSON.stringify(filter)}`
    const request = pageRequest(args, scope, ['big', 'big'])
    const [variantId, locationId] = request.position ?? []
    const from = request.position && ([Number(variantId), Number(locationId)] as const)
    const { backward, limit } = request
    const page = pageOf(request, await readLevels(read, filter, { from, backward, limit: limit + 1 }))
    return { ...page, cursorOf: (level) => encodeCursor(scope, [level.variantId, level.locationId]) }
  },
  countLevels: (filter: LevelFilter) => countLevels(read, filter),

  async lowItems(args: PageArgs): Promise<CursorPage<StockItem>> {
    const request = pageRequest(args, 'lowStock', ['big'])
    const { backward, limit } = request
    const from = request.position && Number(request.position[0])
    const page = pageOf(request, await readLowItems(read, { from, backward, limit: limit + 1 }))
    return { ...page, cursorOf: (item) => encodeCursor('lowStock', [item.variantId]) }
  },
  countLowItems: () => countLowItems(read),

  async movements(filter: MovementFilter, args: PageArgs): Promise<CursorPage<Movement>> {
    const scope = `stockMovements ${JSON.stringify(filter)}`
    const request = pageRequest(args, scope, ['big'])
    const { backward, limit } = request
    const from = request.position && Number(request.position[0])
    const page = pageOf(request, await readMovements(read, filter, { from, backward, limit: limit + 1 }))
    return { ...page, cursorOf: (movement) => encodeCursor(scope, [movement.id]) }
  },
  countMovements: (filter: MovementFilter) => countMovements(read, filter),
})
