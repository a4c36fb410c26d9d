/** Points that a client has taken. */
export type Charge = readonly [client: string, points: number]

/** What a client has taken in its window, as all who count together know it, and how long the window lasts. */
export type Total = readonly [points: number, leftMs: number]

/** How long what a client has taken is held against it, from its first request on. */
export const windowMs = 60_000

/** Where several processes add up what they have counted. */
export interface Tally {
  /** Adds the charges and answers a total for each, in order; null when nobody can tell. Never throws. */
  add(charges: readonly Charge[]): Promise<readonly Total[] | null>
}

/** More clients at a time are an attack from many addresses: those that were heard of longest ago are forgotten. */
export const mostClients = 100_000
