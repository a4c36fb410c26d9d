import type { Channels } from '../../domains/channels/index.js'

/** What channels are called. One that is gone is left out. */
export async function slugsOf(channels: Channels, ids: readonly number[]): Promise<string[]> {
  const all = await channels.all()
  return all.filter(({ id }) => ids.includes(id)).map(({ slug }) => slug)
}
