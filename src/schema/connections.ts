import { type ClassType, Field, Int, ObjectType } from 'type-graphql'
import { Costs } from './costs.js'

@ObjectType({ description: 'Where a page stands in its list.', simpleResolvers: true })
class PageInfo {
  @Field(() => Boolean, { description: 'Whether there is more behind `endCursor`.' })
  readonly hasNextPage!: boolean
  @Field(() => Boolean, { description: 'Whether there is more before `startCursor`.' })
  readonly hasPreviousPage!: boolean
  @Field(() => String, { nullable: true, description: 'The first row of this page; null when it is empty.' })
  readonly startCursor!: string | null
  @Field(() => String, {
    nullable: true,
    description: 'The last row of this page: pass it as `after` for the next. Null when it is empty.',
  })
  readonly endCursor!: string | null
}

interface ConnectionOptions {
  /** What the types are called after: `Product` makes `ProductConnection` and `ProductEdge`. The class's name if omitted. */
  readonly name?: string
  /** False for a list too long to be counted. */
  readonly totalCount?: boolean
}

/**
 * The connection type of a node type. Resolvers return a `Connection` for it (see `connections-source.ts`), so that
 * only what is selected is computed.
 */
export function connectionOf(node: ClassType, options: ConnectionOptions = {}): ClassType {
  const { name = node.name, totalCount = true } = options

  @ObjectType(`${name}Edge`, { description: `A row of a ${name}Connection.`, simpleResolvers: true })
  class Edge {
    @Field(() => String, { description: 'This place in the list, for `after` and `before`.' })
    readonly cursor!: string
    @Field(() => node, { description: 'The row.' })
    readonly node!: unknown
  }

  @ObjectType(`${name}Connection`, {
    description: `A page of a list. Ask for \`nodes\`, or for \`edges\` with their cursors.`,
    simpleResolvers: true,
  })
  class Connection {
    @Field(() => [Edge], { description: 'The rows with their cursors.' })
    readonly edges!: readonly Edge[]
    @Field(() => [node], { description: 'The rows alone, for whoever needs no cursors.' })
    readonly nodes!: readonly unknown[]
    @Field(() => PageInfo, { description: 'Where this page stands in the list.' })
    readonly pageInfo!: PageInfo
  }
  if (totalCount) {
    countField(Connection.prototype, 'totalCount')
    countCosts(Connection.prototype, 'totalCount')
  }
  return Connection
}

// Not simple: it is counted only when asked for, which takes a promise.
const countField = Field(() => Int, {
  simple: false,
  description: 'How many rows the whole list has. It is counted only when asked for.',
})
const countCosts = Costs({ own: 10 })
