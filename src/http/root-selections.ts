import { type FieldNode, Kind, type OperationDefinitionNode, type SelectionNode } from 'graphql'
import type { Fragments } from './fragments.js'

/** What stands at the root of an operation: its fields, and the fragments that have some. One spread twice is one. */
export function* rootSelections(
  { selectionSet }: Pick<OperationDefinitionNode, 'selectionSet'>,
  fragments: Fragments,
  spread = new Set<string>(),
): Generator<SelectionNode> {
  for (const selection of selectionSet.selections) {
    yield selection
    if (selection.kind === Kind.INLINE_FRAGMENT) yield* rootSelections(selection, fragments, spread)
    if (selection.kind !== Kind.FRAGMENT_SPREAD || spread.has(selection.name.value)) continue
    spread.add(selection.name.value)
    const fragment = fragments.get(selection.name.value)
    if (fragment) yield* rootSelections(fragment, fragments, spread)
  }
}

/** The fields that an operation asks for at its root. */
export function* rootFields(operation: OperationDefinitionNode, fragments: Fragments): Generator<FieldNode> {
  for (const selection of rootSelections(operation, fragments))
    if (selection.kind === Kind.FIELD) yield selection
}
