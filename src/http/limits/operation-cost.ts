import {
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import { type Fragments, fragmentsOf } from '../fragments.js'
import { type Amount, derived, sum } from './amount.js'
import { type Call, costOf, isList, listLength, pageLength } from './list-length.js'

/** What a field brings into the answer under each object of its parent. Fields without fields are not kept singly. */
export interface CostedField {
  /** From the root on: `products.nodes`. */
  readonly path: string
  readonly amount: Amount
  /** How many objects there are below it. */
  readonly entries: Amount
  readonly isPage: boolean
  /** A list that is not as long as the page that it is part of. */
  readonly isOwnList: boolean
  readonly parts: readonly CostedField[]
}

/**
 * The most fields that the answer of an operation can have, by its variables: each counts 1, or what the schema says it
 * costs, and all below a list as often as the list is long. Fields behind `@skip` and `@include` count. The work is in
 * proportion to the fields once fragments are written out.
 */
export function operationCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): CostedField {
  const root = schema.getRootType(operation.operation)
  const below = root
    ? new Estimate(schema, document, operation).below(root, [operation.selectionSet], '', null)
    : { amount: 0, parts: [] }
  return { path: '', entries: 1, isPage: false, isOwnList: false, ...below }
}

type Below = Pick<CostedField, 'amount' | 'parts'>

/** Fields that share a name in the answer. */
interface Group {
  readonly parent: GraphQLCompositeType
  readonly nodes: FieldNode[]
}
type Groups = Map<string, Group>

/** The groups of fields that every object has, under null, and those of some types only. */
type GroupsByType = Map<string | null, Groups>

class Estimate {
  private readonly fragments: Fragments

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    private readonly operation: OperationDefinitionNode,
  ) {
    this.fragments = fragmentsOf(document)
  }

  /** `page` is the length of the lists directly below a field with `first`. */
  below(
    parent: GraphQLCompositeType,
    selectionSets: readonly SelectionSetNode[],
    path: string,
    page: Amount | null,
  ): Below {
    const byType: GroupsByType = new Map()
    for (const selectionSet of selectionSets) this.collect(selectionSet, parent, null, byType)
    const parts: CostedField[] = []
    const amounts = new Map(
      [...byType].map(([type, groups]) => [type, this.sumOf(groups, path, page, parts)]),
    )
    const common = amounts.get(null) ?? 0
    amounts.delete(null)
    // An object is of one type only: the dearest.
    return { amount: sum([common, derived(largest, [...amounts.values()])]), parts }
  }

  private sumOf(groups: Groups, path: string, page: Amount | null, parts: CostedField[]): Amount {
    return sum(
      [...groups].map(([name, group]) => {
        const costed = this.field(group, path ? `${path}.${name}` : name, page)
        if (typeof costed === 'number') return costed
        parts.push(costed)
        return costed.amount
      }),
    )
  }

  private field({ parent, nodes }: Group, path: string, page: Amount | null): CostedField | number {
    const [node] = nodes
    const field = node && !isUnionType(parent) && parent.getFields()[node.name.value]
    // `__typename`, or a way into the schema: that is bounded by other rules.
    if (!field) return 1
    const { own = 1 } = costOf(field)
    const type = getNamedType(field.type)
    if (!isCompositeType(type)) return own
    const call: Call = { field, node, operation: this.operation }
    const ownPage = pageLength(call)
    const isOfPage = page !== null && isList(field) && ownPage === null
    // The page is as long as asked for, and so are the lists in it, be they `nodes` or `edges`.
    const entries = isOfPage ? page : isList(field) ? (ownPage ?? listLength(call)) : 1
    const selectionSets = nodes.flatMap(({ selectionSet }) => selectionSet ?? [])
    const { amount, parts } = this.below(type, selectionSets, path, isList(field) ? null : ownPage)
    return {
      path,
      entries,
      amount: derived(withEntries, [own, entries, amount]),
      isPage: ownPage !== null && costOf(field).listsOf === undefined,
      isOwnList: isList(field) && !isOfPage,
      parts,
    }
  }

  private collect(
    { selections }: SelectionSetNode,
    parent: GraphQLCompositeType,
    only: string | null,
    byType: GroupsByType,
  ): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        add(byType, only, selection, parent)
        continue
      }
      const fragment =
        selection.kind === Kind.FRAGMENT_SPREAD ? this.fragments.get(selection.name.value) : selection
      if (!fragment) continue
      const named = fragment.typeCondition && this.schema.getType(fragment.typeCondition.name.value)
      const type = isCompositeType(named) ? named : parent
      const narrowed = isAbstractType(parent) && isObjectType(type) ? type.name : only
      this.collect(fragment.selectionSet, type, narrowed, byType)
    }
  }
}

function add(byType: GroupsByType, only: string | null, node: FieldNode, parent: GraphQLCompositeType): void {
  const groups = byType.get(only) ?? new Map<string, Group>()
  byType.set(only, groups)
  const name = (node.alias ?? node.name).value
  const group = groups.get(name) ?? { parent, nodes: [] }
  groups.set(name, group)
  group.nodes.push(node)
}

const largest = (...numbers: readonly number[]) => Math.max(0, ...numbers)
const withEntries = (own = 0, entries = 0, each = 0) => own + entries * each
