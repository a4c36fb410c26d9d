import {
  type ExecutionResult,
  execute,
  getOperationAST,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql'
import { describe, expect, test } from 'vitest'
import { compiledOperations } from '../../src/http/compiled-operations.js'
import { presentError } from '../../src/http/present-error.js'
import { labSchema } from './lab-schema.js'
import { type Case, compiled, interpreted } from './parity-cases.js'

const schema = labSchema()

const reporter = { id: 'the-id', log: { error() {}, warn() {}, info() {} } }

/** As a client sees it. Errors may come in another order. */
const shown = ({ data, errors }: ExecutionResult) => ({
  data: data === undefined ? undefined : JSON.parse(JSON.stringify(data)),
  errors: errors?.map((error) => JSON.stringify(presentError(error, reporter))).toSorted(),
})

async function bothWays({ query, variables = [{}] }: Case, operationName?: string) {
  const document = parse(query)
  expect(validate(schema, document)).toEqual([])
  const operation = getOperationAST(document, operationName) as OperationDefinitionNode
  const operations = compiledOperations(schema)
  for (let use = 0; use < 3; use++) operations.find(document, operation, {})
  const outcomes = []
  for (const variableValues of variables as Record<string, unknown>[]) {
    const interpret = () => execute({ schema, document, variableValues, operationName })
    const run = operations.find(document, operation, variableValues)
    const result = await run?.(undefined, {}, variableValues)
    const compiledResult = result?.data === undefined ? null : result
    outcomes.push({ expected: shown(await interpret()), actual: compiledResult && shown(compiledResult) })
  }
  return outcomes
}

describe('graphql-jit answers like graphql-js', () => {
  test.each(Object.entries(compiled))('%s', async (name, one) => {
    const outcomes = await bothWays(one, name === 'one operation of several' ? 'B' : undefined)
    for (const { expected, actual } of outcomes) if (actual) expect(actual).toEqual(expected)
    expect(outcomes.filter(({ actual }) => actual).length, 'some of it was compiled').toBeGreaterThan(0)
    const errorsOfRequests = outcomes.filter(({ expected }) => expected.data === undefined)
    expect(
      errorsOfRequests.map(({ actual }) => actual),
      'faults of requests are left to graphql-js',
    ).toEqual(errorsOfRequests.map(() => null))
  })
})

describe('graphql-jit is not given', () => {
  test.each(Object.entries(interpreted))('%s', async (_, one) => {
    const outcomes = await bothWays(one)
    expect(outcomes.map(({ actual }) => actual)).toEqual(outcomes.map(() => null))
    expect(globalThis).not.toHaveProperty('injected')
  })
})

test('an operation is compiled when it comes for the third time, and 200 are kept', () => {
  const operations = compiledOperations(schema)
  const documents = Array.from({ length: 201 }, (_, i) => parse(`{ a${i}: book { name } }`))
  const find = (i: number) => {
    const document = documents[i]
    if (!document) throw new Error(`no document ${i}`)
    return operations.find(document, getOperationAST(document) as OperationDefinitionNode, {})
  }
  expect([find(0), find(0), find(0)]).toEqual([null, null, expect.any(Function)])
  for (let i = 1; i < 201; i++) for (let use = 0; use < 3; use++) find(i)
  expect(find(200)).toEqual(expect.any(Function))
  expect(find(0), 'the one that was not used for longest starts anew').toBeNull()
})
