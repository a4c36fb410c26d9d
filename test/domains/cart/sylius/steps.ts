import type { Shop } from './shop.js'

type Handle<World> = (world: World, ...words: string[]) => void

/** What a step means, by its text; what a group of the pattern does not find is an empty word. */
export type Step<World = Shop> = readonly [pattern: RegExp, handle: Handle<World>]

/** Does what the first step says whose pattern fits; false where none does. */
export function takeStep<World>(steps: readonly Step<World>[], world: World, text: string): boolean {
  for (const [pattern, handle] of steps) {
    const found = pattern.exec(text)
    if (!found) continue
    handle(world, ...found.slice(1).map((word: string | undefined) => word ?? ''))
    return true
  }
  return false
}

/** Says nothing that a price depends on. */
export const nothing = () => {}
