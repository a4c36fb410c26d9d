import { GraphQLError } from 'graphql'
import type { Rates } from '../rate-limits/rates.js'
import { overload } from '../shed-load.js'
import type { Occupancy } from './occupancy.js'
import type { Session } from './session.js'

/** How many subscriptions one socket may have open. */
const mostSubscriptions = 100
/** When to come back is not known: when others have ended. */
const retryAfterMs = 10_000

interface Options {
  readonly rates: Rates | null
  readonly occupancy: Occupancy
  readonly isOverloaded: () => boolean
}

/** Why a socket may not have the subscription that it has just asked for; null when it may. */
export function admission({ rates, occupancy, isOverloaded }: Options) {
  return (session: Session): GraphQLError | null => {
    const excess = rates?.take(session)
    if (excess) return refused(excess)
    if (isOverloaded()) return refused(overload)
    if (session.subscriptions.size > mostSubscriptions)
      return tooMany(`A socket may have ${mostSubscriptions} subscriptions open. End some of them first.`)
    if (occupancy.isTooLong(session.occupant))
      return tooMany(
        'The open subscriptions of your address have too much text. Send shorter documents, or hashes of registered ones.',
      )
    return null
  }
}

const tooMany = (message: string) => refused({ code: 'RATE_LIMITED', message, retryAfterMs })

const refused = ({ message, ...extensions }: { code: string; message: string; retryAfterMs: number }) =>
  new GraphQLError(message, { extensions })
