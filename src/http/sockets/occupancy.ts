import { networkOf } from '../rate-limits/clients.js'

/** What the sockets of one address take up together. */
export interface Occupant {
  readonly address: string
  sockets: number
  /** How long the open subscriptions' messages are, in all. */
  characters: number
}

export interface OccupancyLimits {
  /** Sockets of this process. */
  readonly most: number
  /** Of those, with one address; 0 for no limit. */
  readonly mostPerAddress: number
}

export type Full = 'gateway' | 'address'

/** Counts who has how many sockets open. */
export interface Occupancy {
  /** Counts another socket, or answers what has no room for it. */
  enter(ip: string | undefined): Occupant | Full
  leave(occupant: Occupant): void
  /** Whether the open subscriptions of the address have more text than they may. */
  isTooLong(occupant: Occupant): boolean
}

/** Times the sockets that an address may have: what their subscriptions may take, since each is kept while it is open. */
const charactersPerSocket = 2_048

export function createOccupancy({ most, mostPerAddress }: OccupancyLimits): Occupancy {
  const occupants = new Map<string, Occupant>()
  let sockets = 0
  return {
    enter(ip) {
      const address = networkOf(ip)
      const occupant = occupants.get(address) ?? { address, sockets: 0, characters: 0 }
      if (sockets >= most) return 'gateway'
      if (mostPerAddress > 0 && occupant.sockets >= mostPerAddress) return 'address'
      occupants.set(address, occupant)
      occupant.sockets++
      sockets++
      return occupant
    },
    leave(occupant) {
      sockets--
      if (--occupant.sockets === 0) occupants.delete(occupant.address)
    },
    isTooLong: ({ characters }) => mostPerAddress > 0 && characters > mostPerAddress * charactersPerSocket,
  }
}
