import type { AuthCheckerFn } from 'type-graphql'
import type { Permission } from '../domains/access/index.js'
import { Refusal } from '../kernel/refusal.js'
import type { RequestContext } from '../resolvers/context.js'

/** Lets a viewer pass who holds one of the permissions that `@Authorized` names; throws a `Refusal` for all others. */
export const authChecker: AuthCheckerFn<RequestContext, Permission> = ({ context: { viewer } }, wanted) => {
  if (viewer.kind === 'anonymous')
    throw new Refusal(
      'UNAUTHENTICATED',
      'This needs an API key, or the session of staff. Send it as `Authorization: Bearer <token>`.',
    )
  if (viewer.kind === 'customer')
    throw new Refusal('FORBIDDEN', 'This is for people who work for the shop.', wanted)
  if (wanted.some((permission) => viewer.permissions.has(permission))) return true
  throw new Refusal('FORBIDDEN', `You lack the permission ${wanted.join(' or ')}.`, wanted)
}
