import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql'

interface ScalarDefinition<Internal, External> {
  readonly name: string
  readonly description: string
  readonly specifiedByURL?: string
  /** Ends the sentence "… expects", for whoever sent something else. */
  readonly expects: string
  /** The value as resolvers get it; undefined refuses it. */
  readonly read: (value: unknown) => Internal | undefined
  readonly write: (value: Internal) => External
}

/** A scalar that says what it got and what it expects, whether the value came as a variable or in the document. */
export function scalar<Internal, External>(
  definition: ScalarDefinition<Internal, External>,
): GraphQLScalarType<Internal, External> {
  const { name, description, expects, read, write, specifiedByURL } = definition
  const parse = (value: unknown, node?: ValueNode): Internal => {
    const internal = read(value)
    if (internal !== undefined) return internal
    throw new GraphQLError(`${name} expects ${expects}; got ${shown(value)}.`, { nodes: node ?? null })
  }
  return new GraphQLScalarType<Internal, External>({
    name,
    description,
    specifiedByURL: specifiedByURL ?? null,
    parseValue: (value) => parse(value),
    parseLiteral: (node) => parse(literalValue(node), node),
    serialize: (value) => write(value as Internal),
  })
}

/** The plain value of a literal. Variables stand only for whole values: within one they are refused. */
function literalValue(node: ValueNode): unknown {
  switch (node.kind) {
    case Kind.STRING:
    case Kind.ENUM:
    case Kind.BOOLEAN:
      return node.value
    case Kind.INT:
    case Kind.FLOAT:
      return Number(node.value)
    case Kind.NULL:
      return null
    case Kind.LIST:
      return node.values.map(literalValue)
    case Kind.OBJECT:
      return Object.fromEntries(node.fields.map((field) => [field.name.value, literalValue(field.value)]))
    case Kind.VARIABLE:
      throw new GraphQLError(
        `Pass the whole value as one variable instead of using $${node.name.value} inside it.`,
        {
          nodes: node,
        },
      )
  }
}

const mostShown = 100

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > mostShown ? `${text.slice(0, mostShown)}…` : text
}
