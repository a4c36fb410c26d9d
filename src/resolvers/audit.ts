import { Args, Authorized, FieldResolver, Query, Resolver, Root } from 'type-graphql'
import type { Audit, AuditEntry, AuditFilter } from '../domains/audit/index.js'
import { globalId, isNodeType, parseGlobalId } from '../kernel/ids.js'
import { InputError } from '../kernel/input-error.js'
import { AuditEntriesArguments, AuditEntryConnection, AuditEntry as AuditEntryType } from '../schema/audit.js'
import { Connection } from '../schema/connections-source.js'

@Resolver(() => AuditEntryType)
export class AuditResolver {
  constructor(private readonly audit: Audit) {}

  @Authorized('AUDIT_READ')
  @Query(() => AuditEntryConnection, { description: 'Who changed what, the newest change first.' })
  async auditEntries(
    @Args(() => AuditEntriesArguments) { entity, entityId, actor, ...page }: AuditEntriesArguments,
  ): Promise<Connection<AuditEntry>> {
    const filter = { ...entityFilter(entity, entityId), actor: actor ?? undefined }
    return new Connection(await this.audit.page(filter, page), () => this.audit.count(filter))
  }

  @FieldResolver()
  entityId(@Root() { entity, entityId }: AuditEntry): string {
    return isNodeType(entity) ? globalId(entity, entityId) : entityId
  }
}

/** A global id names its type too. What has none, the shop, is named by its key. */
function entityFilter(entity: string | null | undefined, entityId: string | null | undefined): AuditFilter {
  const named = entityId == null ? null : parseGlobalId(entityId)
  if (!named) return { entity: entity ?? undefined, entityId: entityId ?? undefined }
  if (entity != null && entity !== named.type)
    throw new InputError(
      ['entityId'],
      `\`entityId\` names a ${named.type}, not a ${entity}. Leave out \`entity\`.`,
    )
  return { entity: named.type, entityId: named.key }
}
