import {
  type ASTNode,
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
  visit,
} from 'graphql'
import { type Fragments, fragmentsOf } from './fragments.js'

/** Fragments are written out where they are spread, so a small document can compile to megabytes. */
const mostFields = 1_000

/**
 * Whether graphql-jit compiles the operation safely, and to what graphql-js would do. It does not when
 * - a text has its marker `__MAGIC_`: what follows that gets into the compiled function as code;
 * - `@skip` or `@include` stands on anything but a leaf field: fragments lose their conditions;
 * - a name is `__proto__`, which becomes a key of an object literal;
 * - there are too many fields once fragments are written out.
 */
export const isCompilable = (document: DocumentNode, operation: OperationDefinitionNode): boolean =>
  !hasTraps(document) && fieldsIn(operation.selectionSet, fragmentsOf(document), mostFields) <= mostFields

/**
 * The variables that stand inside a list or object of the document. Where one is not given, graphql-jit passes null
 * instead of leaving the field out.
 */
export function variablesInLiterals(document: DocumentNode): readonly string[] {
  const names = new Set<string>()
  const add = (value: ValueNode) => {
    if (value.kind === Kind.VARIABLE) names.add(value.name.value)
  }
  visit(document, {
    enter(node) {
      if (node.kind === Kind.OBJECT_FIELD) add(node.value)
      if (node.kind === Kind.LIST) node.values.forEach(add)
    },
  })
  return [...names]
}

function hasTraps(document: DocumentNode): boolean {
  let found = false
  visit(document, {
    enter(node) {
      found ||= isTrap(node)
    },
  })
  return found
}

function isTrap(node: ASTNode): boolean {
  switch (node.kind) {
    case Kind.STRING:
      return node.value.includes('__MAGIC_')
    case Kind.NAME:
      return node.value === '__proto__'
    case Kind.FIELD:
      return node.selectionSet !== undefined && isConditional(node)
    case Kind.INLINE_FRAGMENT:
    case Kind.FRAGMENT_SPREAD:
      return isConditional(node)
    default:
      return false
  }
}

interface WithDirectives {
  readonly directives?: readonly { readonly name: { readonly value: string } }[] | undefined
}

const isConditional = ({ directives = [] }: WithDirectives): boolean =>
  directives.some(({ name }) => name.value === 'skip' || name.value === 'include')

/** Stops counting soon after `most`. */
function fieldsIn(selectionSet: SelectionSetNode | undefined, fragments: Fragments, most: number): number {
  let count = 0
  for (const selection of selectionSet?.selections ?? []) {
    if (count > most) return count
    count +=
      selection.kind === Kind.FRAGMENT_SPREAD
        ? fieldsIn(fragments.get(selection.name.value)?.selectionSet, fragments, most - count)
        : 1 + fieldsIn(selection.selectionSet, fragments, most - count)
  }
  return count
}
