import {
  type ASTNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationRule,
  visit,
} from 'graphql'
import { type Fragments, fragmentsOf } from '../fragments.js'

/** What a document may have, whatever it is for. Bulk input goes into variables. */
export const queryLimits = {
  tokens: 4_000,
  /** Fields within fields. The way into the schema (`__schema`, `__type`) is not counted. */
  depth: 10,
  aliases: 50,
  directives: 50,
  directivesAtOnePlace: 5,
  /** Fields and fragments, once fragments are written out wherever they are spread. */
  selections: 2_000,
  /** How often the same field may be asked for at the same place of the answer. */
  repetitions: 50,
} as const

/**
 * Refuses documents beyond `queryLimits`. It looks at the whole document as soon as validation starts, in a time that
 * the limits bound, and then lets the other rules see nothing of it: some take long over repeated fields.
 */
export const QueryLimitsRule: ValidationRule = (context) => ({
  Document(document) {
    const error = excessOf(document)
    if (!error) return undefined
    context.reportError(error)
    // To a visitor this means that the document is gone.
    return null
  },
})

function excessOf(document: DocumentNode): GraphQLError | null {
  try {
    countWritten(document)
    new Walk(document).all()
    return null
  } catch (error) {
    if (error instanceof Excess) return error
    throw error
  }
}

/** A document beyond one of the limits. */
class Excess extends GraphQLError {
  constructor(
    readonly limit: keyof typeof queryLimits,
    message: string,
    node: ASTNode,
  ) {
    super(message, { nodes: node })
  }
}

/** The limit that the document is beyond, if that is what an error is about. */
export function limitOf(error: unknown): string | null {
  if (error instanceof Excess) return error.limit
  if (!(error instanceof GraphQLError)) return null
  if (error.originalError) return limitOf(error.originalError)
  return error.message.endsWith('tokens. Parsing aborted.') ? 'tokens' : null
}

function countWritten(document: DocumentNode): void {
  const { aliases, directives, directivesAtOnePlace } = queryLimits
  const count = { aliases: 0, directives: 0 }
  visit(document, {
    enter(node) {
      if (node.kind === Kind.FIELD && node.alias && ++count.aliases > aliases)
        throw new Excess('aliases', `A document may have ${aliases} aliases. Send several documents.`, node)
      if (!('directives' in node) || !node.directives) return
      count.directives += node.directives.length
      if (count.directives > directives)
        throw new Excess('directives', `A document may have ${directives} directives.`, node)
      if (node.directives.length > directivesAtOnePlace)
        throw new Excess(
          'directivesAtOnePlace',
          `There may be ${directivesAtOnePlace} directives at one place.`,
          node,
        )
    },
  })
}

/** A place in the answer: how often a field is asked for there, and what is asked for within it. */
interface Place {
  count: number
  readonly places: Places
}
type Places = Map<string, Place>

class Walk {
  private readonly fragments: Fragments
  private readonly walked = new Set<FragmentDefinitionNode>()
  private readonly within = new Set<FragmentDefinitionNode>()
  private selections = 0

  constructor(private readonly document: DocumentNode) {
    this.fragments = fragmentsOf(document)
  }

  /** Throws an `Excess`. Fragments that no operation spreads are walked too: other rules would. */
  all(): void {
    for (const definition of this.document.definitions)
      if (definition.kind === Kind.OPERATION_DEFINITION) this.walk(definition.selectionSet, new Map(), 0)
    for (const definition of this.document.definitions)
      if (definition.kind === Kind.FRAGMENT_DEFINITION && !this.walked.has(definition))
        this.walk(definition.selectionSet, new Map(), 0)
  }

  private walk(selectionSet: SelectionSetNode, places: Places, depth: number): void {
    for (const selection of selectionSet.selections) {
      this.count(selection, depth)
      switch (selection.kind) {
        case Kind.FIELD: {
          const { alias, name, selectionSet: below } = selection
          const place = placeOf(places, (alias ?? name).value)
          if (++place.count > queryLimits.repetitions)
            throw new Excess(
              'repetitions',
              `A field may be asked for ${queryLimits.repetitions} times at one place of the answer.`,
              selection,
            )
          if (below) this.walk(below, place.places, isIntrospection(name.value) ? -Infinity : depth + 1)
          break
        }
        case Kind.INLINE_FRAGMENT:
          this.walk(selection.selectionSet, places, depth)
          break
        case Kind.FRAGMENT_SPREAD:
          this.spread(this.fragments.get(selection.name.value), places, depth)
      }
    }
  }

  /** Cycles are walked once; another rule has the word for them. */
  private spread(fragment: FragmentDefinitionNode | undefined, places: Places, depth: number): void {
    if (!fragment || this.within.has(fragment)) return
    this.walked.add(fragment)
    this.within.add(fragment)
    this.walk(fragment.selectionSet, places, depth)
    this.within.delete(fragment)
  }

  private count(selection: SelectionNode, depth: number): void {
    if (++this.selections > queryLimits.selections)
      throw new Excess(
        'selections',
        `A document may select ${queryLimits.selections} fields, with those of a fragment wherever it is spread.`,
        selection,
      )
    if (selection.kind === Kind.FIELD && depth >= queryLimits.depth)
      throw new Excess('depth', `Fields may be nested ${queryLimits.depth} levels deep.`, selection)
  }
}

function placeOf(places: Places, name: string): Place {
  const place = places.get(name) ?? { count: 0, places: new Map() }
  places.set(name, place)
  return place
}

const isIntrospection = (name: string): boolean => name === '__schema' || name === '__type'
