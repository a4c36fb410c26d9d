import {
  type DocumentNode,
  type GraphQLSchema,
  getVariableValues,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
} from 'graphql'
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit'
import { LRUCache } from 'lru-cache'
import { cacheCounts } from '../telemetry/caches.js'
import { isCompilable, variablesInLiterals } from './compilable.js'
import type { Variables } from './context.js'
import { inputTraits } from './input-types.js'

type Run = CompiledQuery['query']

// Compiling costs a millisecond and 50 KB, so an operation has to come back before it is worth it.
const usesBeforeCompiling = 2
const mostCompiled = 200

interface Plan {
  uses: number
  compilable: boolean
  readonly inLiterals: readonly string[]
  /** The variables whose input has a `@oneOf` type somewhere. */
  readonly oneOfs: readonly VariableDefinitionNode[]
}

export interface CompiledOperations {
  /** The operation as a function; null when graphql-js is to run it, this time or always. */
  find(document: DocumentNode, operation: OperationDefinitionNode, variables: Variables): Run | null
}

/** Compiles operations that come back. Documents must be the same objects each time, as Apollo's store keeps them. */
export function compiledOperations(schema: GraphQLSchema, counts = cacheCounts()): CompiledOperations {
  const plans = new WeakMap<OperationDefinitionNode, Plan>()
  const compiled = new LRUCache<OperationDefinitionNode, Run>({
    max: mostCompiled,
    dispose: (_, operation) => plans.delete(operation),
  })

  function planOf(document: DocumentNode, operation: OperationDefinitionNode): Plan {
    const known = plans.get(operation)
    if (known) return known
    const plan = newPlan(schema, document, operation)
    plans.set(operation, plan)
    return plan
  }

  function compile(document: DocumentNode, operation: OperationDefinitionNode, plan: Plan): Run | null {
    const result = compileQuery(schema, document, operation.name?.value ?? '')
    plan.compilable = isCompiledQuery(result)
    if (!isCompiledQuery(result)) return null
    compiled.set(operation, result.query)
    return result.query
  }

  return {
    find(document, operation, variables) {
      const plan = planOf(document, operation)
      if (!plan.compilable || plan.uses++ < usesBeforeCompiling) return null
      const kept = compiled.get(operation)
      if (kept) counts.hits++
      else counts.misses++
      const run = kept ?? compile(document, operation, plan)
      return run && suits(schema, plan, variables) ? run : null
    },
  }
}

function newPlan(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): Plan {
  const definitions = operation.variableDefinitions ?? []
  const traits = new Map(definitions.map((definition) => [definition, inputTraits(schema, definition)]))
  return {
    uses: 0,
    // graphql-jit writes an input type out inside itself until the stack ends, which takes seconds.
    compilable:
      isCompilable(document, operation) && ![...traits.values()].some(({ isRecursive }) => isRecursive),
    inLiterals: variablesInLiterals(document),
    oneOfs: definitions.filter((definition) => traits.get(definition)?.hasOneOf),
  }
}

/** What graphql-jit gets wrong with some variables: missing ones inside literals, and any number of keys for a @oneOf. */
function suits(schema: GraphQLSchema, { inLiterals, oneOfs }: Plan, variables: Variables): boolean {
  if (!inLiterals.every((name) => Object.hasOwn(variables, name) && variables[name] !== null)) return false
  return oneOfs.length === 0 || !getVariableValues(schema, oneOfs, variables).errors
}
