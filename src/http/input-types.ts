import {
  type GraphQLNamedInputType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isInputType,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql'

export interface InputTraits {
  /** An input type that takes exactly one key is in it somewhere. */
  readonly hasOneOf: boolean
  /** An input type contains itself. */
  readonly isRecursive: boolean
}

const plain: InputTraits = { hasOneOf: false, isRecursive: false }

/** What is special about the type of a variable, at any depth. */
export function inputTraits(schema: GraphQLSchema, { type: node }: VariableDefinitionNode): InputTraits {
  const type = typeFromAST(schema, node)
  return isInputType(type) ? traitsOf(getNamedType(type), []) : plain
}

function traitsOf(type: GraphQLNamedInputType, within: readonly GraphQLNamedInputType[]): InputTraits {
  if (!isInputObjectType(type)) return plain
  if (within.includes(type)) return { hasOneOf: type.isOneOf, isRecursive: true }
  const fields = Object.values(type.getFields()).map((field) =>
    traitsOf(getNamedType(field.type), [...within, type]),
  )
  return {
    hasOneOf: type.isOneOf || fields.some(({ hasOneOf }) => hasOneOf),
    isRecursive: fields.some(({ isRecursive }) => isRecursive),
  }
}
