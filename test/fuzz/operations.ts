import type fc from 'fast-check'
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isNonNullType,
} from 'graphql'
import { type Dice, thrown } from './dice.js'
import type { Known } from './known.js'
import { anything, literal, valueFor } from './values.js'

/** What is POSTed to one of the endpoints. */
export interface Operation {
  readonly endpoint: '/graphql' | '/admin/graphql'
  readonly isQuery: boolean
  readonly body: {
    readonly query: string
    readonly variables?: unknown
    readonly operationName?: unknown
    readonly extensions?: unknown
  }
  readonly headers: Readonly<Record<string, string>>
}

const deepest = 6
const mostFields = 40
/** What is larger than the server takes may find its connection closed before it could be sent. */
const mostPublicLength = 30_000
const aliases = ['a', 'b', 'name', '__proto__', 'constructor', 'toString', 'x1', '_']

/** Random operations over a schema, valid for the most part. */
export const operations = (schema: GraphQLSchema, known: Known): fc.Arbitrary<Operation> =>
  thrown((dice) => new Author(dice, schema, known).write())

/** Writes one operation. */
class Author {
  private readonly variables: { name: string; type: string; value: unknown }[] = []
  private readonly fragments: string[] = []
  private fields = 0

  constructor(
    private readonly dice: Dice,
    private readonly schema: GraphQLSchema,
    private readonly known: Known,
  ) {}

  write(): Operation {
    const { dice, schema } = this
    const root = dice.chance(20) ? schema.getMutationType() : schema.getQueryType()
    const kind = dice.chance(1) ? 'subscription' : root === schema.getMutationType() ? 'mutation' : 'query'
    const selection = root ? this.selection(root, 0) : '{ __typename }'
    const directives = dice.chance(20) ? this.inContext() : ''
    const declared = this.variables.map(({ name, type }) => `$${name}: ${type}`).join(', ')
    const named = `${kind} Q${declared && `(${declared})`}${directives} ${selection}`
    const query = [dice.chance(3) ? `${named} query Other { __typename }` : named, ...this.fragments].join(
      '\n',
    )
    const body = { query, ...this.rest() }
    const isLarge = JSON.stringify(body).length > mostPublicLength
    return {
      endpoint: isLarge || dice.chance(60) ? '/admin/graphql' : '/graphql',
      isQuery: kind === 'query',
      body,
      headers: this.headers(),
    }
  }

  private rest(): object {
    const { dice } = this
    const variables = Object.fromEntries(
      this.variables.filter(() => !dice.chance(5)).map(({ name, value }) => [name, value]),
    )
    return {
      variables: dice.chance(1)
        ? anything(dice)
        : dice.chance(2)
          ? { ...variables, extra: anything(dice) }
          : variables,
      ...(dice.chance(20) && { operationName: dice.pick(['Q', 'Q', 'Other', 'None', '', '__proto__']) }),
      ...(dice.chance(2) && { extensions: anything(dice) }),
    }
  }

  private headers(): Record<string, string> {
    const { dice } = this
    return {
      ...(dice.chance(5) && { 'athanor-channel': dice.pick(['eu', 'us', 'nowhere', '']) }),
      ...(dice.chance(5) && { 'athanor-currency': dice.pick(['EUR', 'USD', 'eur', '{}']) }),
      ...(dice.chance(5) && {
        'athanor-country': dice.pick(['DE', 'US', 'ZZ', '']),
      }),
      ...(dice.chance(5) && {
        'accept-language': dice.pick(['ru', 'de-AT,en;q=0.5', '*', ';;;q=9', 'a'.repeat(2_000)]),
      }),
    }
  }

  private inContext(): string {
    const directive = this.schema.getDirective('inContext')
    return ` @inContext${this.args(directive?.args.filter(() => this.dice.chance(50)) ?? [])}`
  }

  private selection(type: GraphQLNamedType, depth: number): string {
    const count = 1 + this.dice.below(depth === 0 ? 3 : 4)
    return `{ ${Array.from({ length: count }, () => this.selected(type, depth)).join(' ')} }`
  }

  private selected(type: GraphQLNamedType, depth: number): string {
    const { dice, schema } = this
    if (dice.chance(isAbstractType(type) ? 50 : 8)) {
      const on = isAbstractType(type) && dice.chance(92) ? dice.pick(schema.getPossibleTypes(type)) : type
      const stranger = dice.chance(3) ? dice.pick(Object.values(schema.getTypeMap())) : on
      return this.fragment(stranger, depth)
    }
    const fields = 'getFields' in type && !('isOneOf' in type) ? Object.values(type.getFields()) : []
    const open = depth >= deepest || this.fields > mostFields ? fields.filter(isLeafField) : fields
    if (open.length === 0 || dice.chance(3))
      return dice.pick(['__typename', '__typename', 'nope', '__schema { types { name } }'])
    return this.field(dice.pick(open) as GraphQLField<unknown, unknown>, depth)
  }

  private fragment(on: GraphQLNamedType, depth: number): string {
    const { dice } = this
    const inner = this.selection(on, depth + 1)
    if (dice.chance(60)) return `...${dice.chance(80) ? ` on ${on.name}` : ''}${this.condition()} ${inner}`
    const name = `F${this.fragments.length}`
    const itself = dice.chance(1) ? ` ...${name}` : ''
    this.fragments.push(`fragment ${name} on ${on.name} ${inner.replace(/\}$/, `${itself} }`)}`)
    return `...${name}${this.condition()}`
  }

  private field({ name, args, type }: GraphQLField<unknown, unknown>, depth: number): string {
    const { dice } = this
    this.fields++
    const alias = dice.chance(15) ? `${dice.pick(aliases)}: ` : ''
    const given = args.filter((arg) =>
      isNonNullType(arg.type) && arg.defaultValue === undefined ? !dice.chance(2) : dice.chance(30),
    )
    const isComposite = isCompositeType(getNamedType(type))
    const inner = isComposite !== dice.chance(1) ? ` ${this.selection(getNamedType(type), depth + 1)}` : ''
    return `${alias}${name}${this.args(given)}${this.condition()}${inner}`
  }

  private condition(): string {
    const { dice } = this
    if (!dice.chance(6)) return ''
    const value = dice.chance(50) ? String(dice.chance(50)) : this.variable('Boolean!', dice.chance(50))
    return ` @${dice.pick(['include', 'skip'])}(if: ${value})`
  }

  private args(args: readonly GraphQLArgument[]): string {
    const given = args.map(({ name, type }) => `${name}: ${this.value(name, type)}`)
    if (this.dice.chance(1)) given.push('nope: 1')
    return given.length > 0 ? `(${given.join(', ')})` : ''
  }

  private value(name: string, type: GraphQLInputType): string {
    const { dice, known } = this
    const value = valueFor(dice, known, name, type)
    if (dice.chance(50)) return literal(value)
    const declared = dice.chance(3) ? dice.pick(['Int', 'String!', '[ID]', 'Nope']) : String(type)
    return this.variable(dice.chance(10) ? String(getNullableType(type)) : declared, value)
  }

  private variable(type: string, value: unknown): string {
    const name = `v${this.variables.length}`
    this.variables.push({ name, type, value })
    return `$${name}`
  }
}

const isLeafField = ({ type }: { readonly type: GraphQLOutputType }): boolean =>
  !isCompositeType(getNamedType(type))
