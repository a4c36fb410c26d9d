import 'reflect-metadata'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { getOperationAST, type OperationDefinitionNode, parse } from 'graphql'
import { expect, test } from 'vitest'
import { createResolvers } from '../../src/app/build-resolvers.js'
import { buildSchemas } from '../../src/app/build-schema.js'
import type { Services } from '../../src/app/build-services.js'
import { compiledOperations } from '../../src/http/compiled-operations.js'

const examples = 'web/explorer/examples'
const files = readdirSync(examples, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.graphql'),
)
const { admin: schema } = await buildSchemas(createResolvers({} as Services))

test.each(files)('%s, as a client would send it, is one of the operations that are compiled', (file) => {
  const document = parse(readFileSync(join(examples, file), 'utf8'))
  const operation = getOperationAST(document) as OperationDefinitionNode
  const names = (operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value)
  const variables = Object.fromEntries(names.map((name) => [name, 'given']))
  const operations = compiledOperations(schema)
  const runs = [1, 2, 3].map(() => operations.find(document, operation, variables))
  expect(runs).toEqual([null, null, expect.any(Function)])
})
