import { type DocumentNode, GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql'
import type { Execution, Variables, ViewerKind } from '../context.js'
import { amountOf } from './amount.js'
import { type CostedField, operationCost } from './operation-cost.js'

/** What an operation may cost by who asks. */
export type CostLimits = Readonly<Record<ViewerKind, number>>

/** As `extensions.cost` tells it. */
export interface Cost {
  readonly requested: number
  readonly limit: number
}

/** Throws `COST_EXCEEDED` for an operation that costs more than `limit`. */
type Charge = (document: DocumentNode, execution: Execution, limit: number) => Cost

/**
 * Prices operations before they run. An operation is worked through once; with other variables only what depends on
 * them is added up anew. Documents must be the same objects each time, as Apollo's store keeps them.
 */
export function chargeOperations(schema: GraphQLSchema): Charge {
  const known = new WeakMap<OperationDefinitionNode, CostedField>()
  function costedAnew(document: DocumentNode, operation: OperationDefinitionNode): CostedField {
    const costed = operationCost(schema, document, operation)
    known.set(operation, costed)
    return costed
  }
  return (document, { operation, variables }, limit) => {
    const costed = known.get(operation) ?? costedAnew(document, operation)
    const cost = { requested: amountOf(costed.amount, variables), limit }
    if (cost.requested > limit) throw excess(cost, costed, variables)
    return cost
  }
}

interface Priced {
  readonly field: CostedField
  /** All of it in the answer, under all of its parents. */
  readonly total: number
}

function excess(cost: Cost, operation: CostedField, variables: Variables): GraphQLError {
  const { requested, limit } = cost
  const dearest = dearestPart(operation, 1, variables)
  const culprit = dearest && mostOf(dearest, 1, variables, dearest.total / 2)
  const told = culprit ? ` Its dearest field is \`${culprit.field.path}\`, with ${culprit.total}.` : ''
  const remedy = culprit?.field.isPage
    ? 'Ask for fewer rows there with a smaller `first`, or split the operation.'
    : 'Select less, or split the operation.'
  return new GraphQLError(
    `This operation costs ${requested}; at most ${limit} are allowed.${told} ${remedy}`,
    {
      extensions: { code: 'COST_EXCEEDED', requested, limit, ...(culprit && { field: culprit.field.path }) },
    },
  )
}

/** The deepest list that brings `least` or more; where no list does, the field that was asked about. */
function mostOf(priced: Priced, parents: number, variables: Variables, least: number): Priced {
  const { field } = priced
  const objects = parents * amountOf(field.entries, variables)
  const part = dearestPart(field, objects, variables)
  if (!part || part.total < least) return priced
  const deepest = mostOf(part, objects, variables, least)
  return deepest.field.isPage || deepest.field.isOwnList ? deepest : priced
}

function dearestPart({ parts }: CostedField, parents: number, variables: Variables): Priced | null {
  const priced = parts.map((field) => ({ field, total: parents * amountOf(field.amount, variables) }))
  return priced.toSorted((a, b) => b.total - a.total)[0] ?? null
}
