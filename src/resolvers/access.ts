import { Arg, Args, Authorized, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { Access, ApiKey } from '../domains/access/index.js'
import { globalId, parseGlobalId } from '../kernel/ids.js'
import { notFound } from '../kernel/problem.js'
import {
  ApiKeyConnection,
  ApiKeyCreateInput,
  ApiKeyCreatePayload,
  ApiKeyCreateResult,
  ApiKeyRevokeInput,
  ApiKeyRevokePayload,
  ApiKeyRevokeResult,
  ApiKey as ApiKeyType,
} from '../schema/access.js'
import { Connection } from '../schema/connections-source.js'
import { type Rejection, rejection } from '../schema/errors-rejection.js'
import { PageArguments } from '../schema/page-arguments.js'
import type { RequestContext } from './context.js'
import { heldBy } from './staff.js'

@Resolver(() => ApiKeyType)
export class AccessResolver {
  constructor(private readonly access: Access) {}

  @FieldResolver()
  id(@Root() key: ApiKey): string {
    return globalId('ApiKey', key.id)
  }

  @Authorized('KEYS_WRITE')
  @Query(() => ApiKeyConnection, {
    description:
      'Every API key, the newest first, behind the one of the configuration; without the keys themselves.',
  })
  async apiKeys(@Args(() => PageArguments) page: PageArguments): Promise<Connection<ApiKey>> {
    return new Connection(await this.access.keys(page), () => this.access.countKeys())
  }

  @Authorized('KEYS_WRITE')
  @Mutation(() => ApiKeyCreateResult, {
    description: 'Creates an API key. The answer is the only time it is shown.',
  })
  async apiKeyCreate(
    @Arg('input', () => ApiKeyCreateInput, { description: 'What the key is for.' }) input: ApiKeyCreateInput,
    @Ctx() { actor, viewer }: RequestContext,
  ): Promise<ApiKeyCreatePayload | Rejection> {
    const created = await this.access.createKey(actor, heldBy(viewer), input)
    return created.ok
      ? new ApiKeyCreatePayload(created.value.apiKey, created.value.secret)
      : rejection(created.errors)
  }

  @Authorized('KEYS_WRITE')
  @Mutation(() => ApiKeyRevokeResult, { description: 'Ends an API key for good, at once.' })
  async apiKeyRevoke(
    @Arg('input', () => ApiKeyRevokeInput, { description: 'Which key to end.' }) { id }: ApiKeyRevokeInput,
    @Ctx() { actor }: RequestContext,
  ): Promise<ApiKeyRevokePayload | Rejection> {
    const named = parseGlobalId(id)
    if (named?.type !== 'ApiKey')
      return rejection([notFound(['id'], id, '`id` is not the id of an API key.')])
    const revoked = await this.access.revokeKey(actor, { id: named.key })
    return revoked.ok ? new ApiKeyRevokePayload(revoked.value) : rejection(revoked.errors)
  }
}
