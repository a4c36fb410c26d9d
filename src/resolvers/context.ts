import type { IncomingHttpHeaders } from 'node:http'
import type { GraphQLSchema, OperationDefinitionNode } from 'graphql'
import type { Access, Viewer } from '../domains/access/index.js'
import type { Actor } from '../domains/audit/index.js'
import type { Audience, AudienceRequest, Channels } from '../domains/channels/index.js'
import { assert } from '../kernel/assert.js'
import type { Problem } from '../kernel/problem.js'
import { Refusal } from '../kernel/refusal.js'
import { contextArguments } from './context-directive.js'
import { createLoaders, type LoaderServices, type Loaders } from './loaders.js'

export interface ContextServices extends LoaderServices {
  readonly access: Access
  readonly channels: Channels
}

interface IncomingRequest {
  readonly id: string
  readonly headers: IncomingHttpHeaders
}

interface Execution {
  readonly schema: GraphQLSchema
  readonly operation: OperationDefinitionNode
  readonly variables: Readonly<Record<string, unknown>>
}

/**
 * What resolvers know about the request they work for. One belongs to one operation. Its fields are not `#private`
 * because Apollo Server copies it.
 */
export class RequestContext<Incoming extends IncomingRequest = IncomingRequest> {
  private currentAudience: Audience | null = null
  private refusal: Refusal | null = null
  private currentLoaders: Loaders | null = null

  constructor(
    private readonly services: ContextServices,
    readonly incoming: Incoming,
    readonly viewer: Viewer,
  ) {}

  get requestId(): string {
    return this.incoming.id
  }

  /** Whom the answer is for. Refused in a shop without channels. */
  get audience(): Audience {
    if (this.refusal) throw this.refusal
    assert(this.currentAudience, 'the operation has begun')
    return this.currentAudience
  }

  get loaders(): Loaders {
    this.currentLoaders ??= createLoaders(this.services, this.audience)
    return this.currentLoaders
  }

  /** Forgets what was loaded. To be called after a committed write, so that nothing shows the state before it. */
  renewLoaders(): void {
    this.currentLoaders = null
  }

  /** Who is written into the audit. Only for fields that ask for a permission: nobody else changes anything. */
  get actor(): Actor {
    assert(this.viewer.kind === 'staff', 'the viewer holds a key')
    return { name: `key:${this.viewer.prefix}`, requestId: this.requestId }
  }

  /**
   * Finds out whom the operation is for, and says so in its answer. In a shop without channels that is nobody: what
   * needs no audience still works, or its first channel could not be made.
   */
  async begin(execution: Execution): Promise<{ context: object } | undefined> {
    const request = audienceRequest(this.incoming.headers, execution)
    const resolved = await this.services.channels.resolveAudience(request)
    if (resolved.ok) {
      this.currentAudience = resolved.value
      const { channel, country, currency, locale } = resolved.value
      return { context: { channel: channel.slug, country, currency, locale } }
    }
    this.refusal = badContext(resolved.errors)
    const isWithoutChannels = request.channel === undefined && resolved.errors[0]?.field?.[0] === 'channel'
    if (!isWithoutChannels) throw this.refusal
    return undefined
  }
}

function badContext(problems: readonly Problem[]): Refusal {
  const allowed = problems.flatMap((problem) => (problem.kind === 'invalid' && problem.allowed) || [])
  return new Refusal('BAD_CONTEXT', problems.map(({ message }) => message).join(' '), allowed)
}

/** Makes the contexts of requests, refusing those with a key that opens nothing. */
export const createContext =
  (services: ContextServices) =>
  async <Incoming extends IncomingRequest>(incoming: Incoming): Promise<RequestContext<Incoming>> =>
    new RequestContext(services, incoming, await viewerOf(services.access, incoming.headers.authorization))

const anonymous: Viewer = { kind: 'anonymous' }

async function viewerOf(access: Access, authorization: string | undefined): Promise<Viewer> {
  if (authorization === undefined) return anonymous
  const [, token] = /^Bearer +(\S+)$/i.exec(authorization.trim()) ?? []
  if (!token)
    throw new Refusal('UNAUTHENTICATED', 'Send the key as `Authorization: Bearer <key>`, or no such header.')
  const viewer = await access.viewerOf(token)
  if (!viewer)
    throw new Refusal(
      'UNAUTHENTICATED',
      'This key is unknown, expired or revoked. Send a valid one, or none.',
    )
  return viewer
}

function audienceRequest(headers: IncomingHttpHeaders, execution: Execution): AudienceRequest {
  const asked = contextArguments(execution)
  return {
    channel: asked.channel ?? headerOf(headers, 'athanor-channel'),
    country: asked.country ?? headerOf(headers, 'athanor-country'),
    currency: asked.currency ?? headerOf(headers, 'athanor-currency'),
    locale: asked.locale ?? undefined,
    acceptLanguage: headers['accept-language'],
  }
}

/** An empty header asks for nothing. */
function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}
