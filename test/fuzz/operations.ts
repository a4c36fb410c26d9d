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
  isInterfaceType,
  isNonNullType,
  isObjectType,
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
const mostPublicLength = 30_000
const aliases = ['a', 'b', 'name', '__proto__', 'constructor', 'toString', 'x1', '_']

/** Random operations over the schemas, valid for the most part. */
export const operations = (schemas: Schemas, known: Known): fc.Arbitrary<Operation> =>
  thrown((dice) => {
    const endpoint = dice.chance(60) ? '/admin/graphql' : '/graphql'
    return new Author(dice, schemas[endpoint], known).write(endpoint)
  })

/** What each endpoint serves. */
export type Schemas = Readonly<Record<Operation['endpoint'], GraphQLSchema>>

/** Writes one operation. */
class Author {
  private readonly variables: { name: string; type: string; value: unknown }[] = []
  private readonly fragments: string[] = []
  /** The fields and fragments of each type so far: what stands in front of a condition and what behind it. */
  private readonly written = new Map<string, [string, string][]>()
  private fields = 0
  /** So many of a hundred selections have a condition. */
  private readonly conditional: number

  constructor(
    private readonly dice: Dice,
    private readonly schema: GraphQLSchema,
    private readonly known: Known,
  ) {
    this.conditional = dice.chance(25) ? 40 : 4
  }

  write(endpoint: Operation['endpoint']): Operation {
    const { dice, schema } = this
    const root = dice.chance(25) ? schema.getMutationType() : schema.getQueryType()
    const kind = root && root === schema.getMutationType() ? 'mutation' : 'query'
    const selection = root ? this.selection(root, 0) : '{ __typename }'
    const directives = dice.chance(8) ? this.inContext() : ''
    const declared = this.variables.map(({ name, type }) => `$${name}: ${type}`).join(', ')
    const named = `${dice.odd(2) ? 'subscription' : kind} Q${declared && `(${declared})`}${directives} ${selection}`
    const several = dice.chance(3)
    const query = [several ? `${named} query Other { __typename }` : named, ...this.fragments].join('\n')
    const body = { query, ...this.rest(several) }
    return {
      // What is larger than the server takes may find its connection closed before it could be sent.
      endpoint: JSON.stringify(body).length > mostPublicLength ? '/admin/graphql' : endpoint,
      isQuery: kind === 'query',
      body,
      headers: this.headers(),
    }
  }

  private rest(several: boolean): object {
    const { dice } = this
    const variables = Object.fromEntries(
      this.variables.filter(() => !dice.odd(5)).map(({ name, value }) => [name, value]),
    )
    const operationName = dice.odd(20) ? dice.pick(['Other', 'None', '', '__proto__', anything(dice)]) : 'Q'
    return {
      variables: dice.odd(2)
        ? anything(dice)
        : dice.odd(4)
          ? { ...variables, extra: anything(dice) }
          : variables,
      ...((several || dice.chance(20)) && { operationName }),
      ...(dice.odd(4) && { extensions: anything(dice) }),
    }
  }

  private headers(): Record<string, string> {
    const { dice } = this
    const header = (name: string, sound: readonly string[], odd: readonly string[]) =>
      dice.chance(5) && { [name]: dice.pick(dice.odd(50) ? odd : sound) }
    return {
      ...header('athanor-channel', ['eu', 'us'], ['nowhere', '']),
      ...header('athanor-currency', ['USD'], ['eur', '{}', 'EUR']),
      ...header('athanor-country', ['DE', 'US'], ['ZZ', '']),
      ...header('accept-language', ['ru', 'de-AT,en;q=0.5', '*'], [';;;q=9', 'a'.repeat(2_000)]),
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
    if (dice.chance(isAbstractType(type) ? 60 : 8)) {
      const on = isAbstractType(type) ? dice.pick(schema.getPossibleTypes(type)) : type
      return this.fragment(type, dice.odd(6) ? dice.pick(Object.values(schema.getTypeMap())) : on, depth)
    }
    const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : []
    const open = depth >= deepest || this.fields > mostFields ? fields.filter(isLeafField) : fields
    const written = this.written.get(type.name) ?? []
    if (written.length > 0 && dice.chance(20)) return dice.pick(written).join(this.condition())
    if (dice.odd(3))
      return dice.pick(['nope', '__schema { types { name } }', '__type(name: "Query") { name }'])
    return open.length === 0 || dice.chance(3) ? '__typename' : this.field(type, dice.pick(open), depth)
  }

  private fragment(within: GraphQLNamedType, on: GraphQLNamedType, depth: number): string {
    const { dice } = this
    const inner = this.selection(on, depth + 1)
    if (dice.chance(60)) return `... on ${on.name}${this.condition()} ${inner}`
    const name = `F${this.fragments.length}`
    const itself = dice.odd(2) ? ` ...${name}` : ''
    this.fragments.push(`fragment ${name} on ${on.name} ${inner.replace(/\}$/, `${itself} }`)}`)
    return this.remembered(within, [`...${name}`, ''])
  }

  /** With a condition of its own this time, and perhaps again later with another one. */
  private remembered({ name }: GraphQLNamedType, parts: [string, string]): string {
    this.written.set(name, [...(this.written.get(name) ?? []), parts])
    return parts.join(this.condition())
  }

  /** Under a name of its own, since two fields under one name have to agree in everything but their conditions. */
  private field(
    on: GraphQLNamedType,
    { name, args, type }: GraphQLField<unknown, unknown>,
    depth: number,
  ): string {
    const { dice } = this
    const alias = dice.odd(20) ? dice.pick(aliases) : `f${this.fields}`
    this.fields++
    const isRequired = (arg: GraphQLArgument) => isNonNullType(arg.type) && arg.defaultValue === undefined
    const given = args.filter((arg) => (isRequired(arg) ? !dice.odd(2) : dice.chance(30)))
    const isComposite = isCompositeType(getNamedType(type))
    const inner = isComposite !== dice.odd(2) ? ` ${this.selection(getNamedType(type), depth + 1)}` : ''
    const isPlain = dice.odd(50) || (given.length === 0 && !isComposite && depth < 2)
    return this.remembered(on, [`${isPlain ? '' : `${alias}: `}${name}${this.args(given)}`, inner])
  }

  private condition(): string {
    const { dice } = this
    if (!dice.chance(this.conditional)) return ''
    const value = dice.chance(50) ? String(dice.chance(50)) : this.variable('Boolean!', dice.chance(50))
    return ` @${dice.pick(['include', 'skip'])}(if: ${value})`
  }

  private args(args: readonly GraphQLArgument[]): string {
    const given = args.map(({ name, type }) => `${name}: ${this.value(name, type)}`)
    if (this.dice.odd(2)) given.push('nope: 1')
    return given.length > 0 ? `(${given.join(', ')})` : ''
  }

  private value(name: string, type: GraphQLInputType): string {
    const { dice, known } = this
    const value = valueFor(dice, known, name, type)
    if (dice.chance(50)) return literal(value)
    const other = dice.odd(8)
      ? dice.pick(['Int', 'String!', '[ID]', 'Nope', String(getNullableType(type))])
      : null
    return this.variable(other ?? String(type), value)
  }

  private variable(type: string, value: unknown): string {
    const name = `v${this.variables.length}`
    this.variables.push({ name, type, value })
    return `$${name}`
  }
}

const isLeafField = ({ type }: { readonly type: GraphQLOutputType }): boolean =>
  !isCompositeType(getNamedType(type))
