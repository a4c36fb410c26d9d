import type { Access, Viewer } from '../domains/access/index.js'
import { unreachable } from '../kernel/assert.js'
import { Refusal } from '../kernel/refusal.js'

export const signedOut = new Refusal(
  'UNAUTHENTICATED',
  'Sign in first, and send the access token as `Authorization: Bearer <token>`.',
)
export const noCustomer = new Refusal('FORBIDDEN', 'This is for customers: sign in as one.')
export const noPerson = new Refusal('FORBIDDEN', 'This is for people who work for the shop: sign in as one.')

/** A text that no other viewer has; empty of nobody. */
export function nameOf(viewer: Viewer): string {
  switch (viewer.kind) {
    case 'anonymous':
      return ''
    case 'customer':
      return `customer:${viewer.customerId}`
    case 'staff':
      return 'keyId' in viewer ? `key:${viewer.keyId}` : `staff:${viewer.staffUserId}`
    default:
      return unreachable(viewer)
  }
}

/** A text that is the same for those who may do the same. */
export const permissionsOf = (viewer: Viewer): string =>
  viewer.kind === 'staff' ? [...viewer.permissions].sort().join() : ''

const anonymous: Viewer = { kind: 'anonymous' }

/** Who asks by this header. Refuses a key or token that opens nothing. */
export async function viewerOf(access: Access, authorization: string | undefined): Promise<Viewer> {
  if (authorization === undefined) return anonymous
  const [, token] = /^Bearer +(\S+)$/i.exec(authorization.trim()) ?? []
  if (!token)
    throw new Refusal(
      'UNAUTHENTICATED',
      'Send a key or access token as `Authorization: Bearer <token>`, or no such header.',
    )
  const viewer = await access.viewerOf(token)
  if (!viewer)
    throw new Refusal(
      'UNAUTHENTICATED',
      'This key or access token is unknown, expired or revoked. Send a valid one, or none.',
    )
  return viewer
}
