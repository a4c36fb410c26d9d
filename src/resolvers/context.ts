import type { IncomingHttpHeaders } from 'node:http'
import type { GraphQLSchema, OperationDefinitionNode } from 'graphql'
import type { Access, StaffMember, Viewer } from '../domains/access/index.js'
import type { Actor } from '../domains/audit/index.js'
import type { Audience, Channels } from '../domains/channels/index.js'
import { assert } from '../kernel/assert.js'
import { plainEmail } from '../kernel/email.js'
import type { Problem } from '../kernel/problem.js'
import { Refusal } from '../kernel/refusal.js'
import { contextArguments } from './context-directive.js'
import { type KeptEntities, keepingNothing } from './entities.js'
import { Footprint } from './footprint.js'
import { audienceRequest, headerOf, readCartToken } from './headers.js'
import { createLoaders, type LoaderServices, type Loaders, type ReadHandle } from './loaders.js'
import { type PricedCustomers, priceGroupOf, refusePriceGroup } from './price-group.js'
import { shelfOf } from './shelf.js'
import { nameOf, noCustomer, noPerson, permissionsOf, signedOut, viewerOf } from './viewer.js'

export interface ContextServices extends LoaderServices, Pick<PricedCustomers, 'pricing'> {
  readonly access: Access
  readonly channels: Channels
  /** Has this process's caches catch up with what is committed; answers up to where they have come. */
  caughtUp(): Promise<string | null>
  /** What this process has read for earlier requests, and whether a client that has seen `newerThan` may have it; null when nothing is kept. */
  readonly entities: (KeptEntities & { settle(newerThan: string | undefined): Promise<boolean> }) | null
}

interface IncomingRequest {
  readonly id: string
  readonly headers: IncomingHttpHeaders
  /** `position` tells up to where the shop's changes are part of the answer. */
  readonly outcome: { position: string | null }
  readonly attempts: { take(account: string): void }
}

interface Provenance {
  readonly tags: readonly string[]
  readonly expiresAtMs: number | null
}

interface Execution {
  readonly schema: GraphQLSchema
  readonly operation: OperationDefinitionNode
  readonly variables: Readonly<Record<string, unknown>>
}

/**
 * What resolvers know about the request they work for. One belongs to one operation. Its fields are not `#private`
 * because Apollo Server copies it; what is found out later stands in `meant`, which the copies share.
 */
export class RequestContext<Incoming extends IncomingRequest = IncomingRequest> {
  readonly footprint = new Footprint()
  private readonly meant: { audience: Audience | null; refusal: Refusal | null; kept: KeptEntities } = {
    audience: null,
    refusal: null,
    kept: keepingNothing,
  }
  private currentLoaders: Loaders | null = null

  constructor(
    private readonly services: ContextServices,
    readonly incoming: Incoming,
    private readonly asking: Viewer,
    private readonly priceGroup: string | undefined,
    private readonly on?: ReadHandle,
  ) {}

  /**
   * The same viewer with nothing loaded, to run the operation once more. What must be of one moment is read from `on`.
   */
  again(on: ReadHandle): RequestContext<Incoming> {
    return new RequestContext(this.services, this.incoming, this.asking, this.priceGroup, on)
  }

  get requestId(): string {
    return this.incoming.id
  }

  /** Who asks. An answer that depends on it is nobody else's. */
  get viewer(): Viewer {
    this.footprint.markPrivate()
    return this.asking
  }

  /**
   * A text that only the same viewer has, as long as they may do the same: whom an answer is for that is nobody else's.
   */
  get viewerKey(): string {
    return `${nameOf(this.asking)} ${permissionsOf(this.asking)}`
  }

  /** The same, with what else opens something to whoever has it. */
  get ownerKey(): string {
    return `${this.viewerKey} ${readCartToken(this.incoming.headers) ?? ''}`
  }

  /** What opens a cart whoever asks. An answer that depends on it is nobody else's. */
  get cartToken(): string | null {
    this.footprint.markPrivate()
    return readCartToken(this.incoming.headers)
  }

  /** Where to read what must be of one moment; undefined where anything that is committed will do. */
  get handle(): ReadHandle | undefined {
    return this.on
  }

  /** Whether what was answered so far depends on who asks. */
  get isPrivate(): boolean {
    return this.footprint.isPrivate
  }

  /** The session of the customer who asks. Refuses everybody else. */
  get customer(): Extract<Viewer, { kind: 'customer' }> {
    const { viewer } = this
    if (viewer.kind === 'customer') return viewer
    throw viewer.kind === 'anonymous' ? signedOut : noCustomer
  }

  /** The session of a person who works for the shop. Refuses everybody else. */
  get staffMember(): StaffMember {
    const { viewer } = this
    if (viewer.kind === 'staff' && 'staffUserId' in viewer) return viewer
    throw viewer.kind === 'anonymous' ? signedOut : noPerson
  }

  /** Counts an attempt to get into the account of an address, known or not. Refuses more than a few a minute. */
  countAttempt(email: string): void {
    this.incoming.attempts.take(plainEmail(email))
  }

  /** For limits alone: answers may not depend on it. */
  get viewerKind(): Viewer['kind'] {
    return this.asking.kind
  }

  /** Whom the answer is for. Refused in a shop without channels. */
  get audience(): Audience {
    const { audience, refusal } = this.meant
    if (refusal) throw refusal
    assert(audience, 'the operation has begun')
    return audience
  }

  /** Locales to name things in, best first; none in a shop without channels. */
  get localeChain(): readonly string[] {
    return this.meant.audience?.localeChain ?? []
  }

  get loaders(): Loaders {
    const { services, audience, footprint, meant, on } = this
    this.currentLoaders ??= createLoaders(services, audience, footprint, meant.kept, on)
    return this.currentLoaders
  }

  /**
   * Forgets what was loaded and has caches forget what is no longer true. To be awaited after a write, so that neither
   * this answer nor anyone's next one shows the state before it.
   */
  async committed(): Promise<void> {
    this.currentLoaders = null
    this.incoming.outcome.position = await this.services.caughtUp()
  }

  /** Who is written into the audit. Only for fields that ask for a permission: nobody else changes anything. */
  get actor(): Actor {
    const { viewer, requestId } = this
    assert(viewer.kind === 'staff', 'the viewer works for the shop')
    return 'keyId' in viewer
      ? { name: `key:${viewer.prefix}`, requestId, keyId: viewer.keyId }
      : { name: `staff:${viewer.staffUserId}`, requestId }
  }

  /**
   * Finds out whom the operation is for, and says so in its answer. In a shop without channels that is nobody: what
   * needs no audience still works, or its first channel could not be made.
   */
  async begin(execution: Execution): Promise<{ context: object } | undefined> {
    const { request, resolved } = await this.audienceOf(execution)
    if (resolved.ok) {
      this.meant.audience = resolved.value
      this.meant.kept = await this.keptEntities()
      const { channel, country, currency, locale } = resolved.value
      return { context: { channel: channel.slug, country, currency, locale } }
    }
    const refusal = badContext(resolved.errors)
    this.meant.refusal = refusal
    const isWithoutChannels = request.channel === undefined && resolved.errors[0]?.field?.[0] === 'channel'
    if (!isWithoutChannels) throw refusal
    return undefined
  }

  /** Staff see what is in the database. */
  private async keptEntities(): Promise<KeptEntities> {
    const { entities } = this.services
    if (!entities || this.asking.kind === 'staff') return keepingNothing
    const isCurrent = await entities.settle(headerOf(this.incoming.headers, 'athanor-seq'))
    return isCurrent ? entities : keepingNothing
  }

  /** A text that is the same only for those who get the same public answers; null when nobody is meant who could be. */
  async audienceKey(execution: Execution): Promise<string | null> {
    const { resolved } = await this.audienceOf(execution)
    return resolved.ok ? `${keyOf(resolved.value)} ${permissionsOf(this.asking)}` : null
  }

  /** What the answer was made of, once it is made, and when that changes by itself; null when it is nobody else's. */
  async provenance(): Promise<Provenance | null> {
    const { isPrivate, isScheduled, marks } = this.footprint
    if (isPrivate) return null
    const next = isScheduled ? await this.services.listings.nextPublication(shelfOf(this.audience)) : null
    return { tags: [...marks], expiresAtMs: next?.getTime() ?? null }
  }

  private async audienceOf(execution: Execution) {
    const request = audienceRequest(this.incoming.headers, this.priceGroup, contextArguments(execution))
    return { request, resolved: await this.services.channels.resolveAudience(request) }
  }
}

const audienceKeys = new WeakMap<Audience, string>()

function keyOf(audience: Audience): string {
  const known = audienceKeys.get(audience)
  if (known !== undefined) return known
  const { channel, country, currency, locale, priceGroup } = audience
  const key = [channel.id, country, currency, locale, priceGroup].join(' ')
  audienceKeys.set(audience, key)
  return key
}

function badContext(problems: readonly Problem[]): Refusal {
  const allowed = problems.flatMap((problem) => (problem.kind === 'invalid' && problem.allowed) || [])
  return new Refusal('BAD_CONTEXT', problems.map(({ message }) => message).join(' '), allowed)
}

/** Makes the contexts of requests, refusing those with a key or token that opens nothing. */
export const createContext =
  (services: ContextServices) =>
  async <Incoming extends IncomingRequest>(incoming: Incoming): Promise<RequestContext<Incoming>> => {
    const viewer = await viewerOf(services.access, incoming.headers.authorization)
    refusePriceGroup(incoming.headers, viewer)
    const group = await priceGroupOf(services, incoming.headers, viewer)
    return new RequestContext(services, incoming, viewer, group)
  }
