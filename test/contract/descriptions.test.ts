import { readFileSync } from 'node:fs'
import {
  buildSchema,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedDirective,
  isSpecifiedScalarType,
} from 'graphql'
import { expect, test } from 'vitest'

type Described = readonly [name: string, what: { readonly description?: string | null | undefined }]

const within = (name: string, args: readonly { name: string; description?: string | null | undefined }[]) =>
  args.map((arg): Described => [`${name}(${arg.name})`, arg])

function partsOf(type: GraphQLNamedType): Described[] {
  if (isEnumType(type)) return type.getValues().map((value) => [`${type.name}.${value.name}`, value])
  if (isInputObjectType(type))
    return Object.values(type.getFields()).map((field) => [`${type.name}.${field.name}`, field])
  if (!isObjectType(type) && !isInterfaceType(type)) return []
  return Object.values(type.getFields()).flatMap((field) => {
    const name = `${type.name}.${field.name}`
    return [[name, field] as const, ...within(name, field.args)]
  })
}

function undescribed(schema: GraphQLSchema): string[] {
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
  )
  const directives = schema.getDirectives().filter((directive) => !isSpecifiedDirective(directive))
  const all: Described[] = [
    ...types.flatMap((type) => [[type.name, type] as const, ...partsOf(type)]),
    ...directives.flatMap((one) => [[`@${one.name}`, one] as const, ...within(`@${one.name}`, one.args)]),
  ]
  return all.flatMap(([name, { description }]) => (description?.trim() ? [] : [name]))
}

test.each(['schema.graphql', 'schema.admin.graphql'])('%s says what everything in it is', (file) => {
  expect(undescribed(buildSchema(readFileSync(file, 'utf8')))).toEqual([])
})

test('what says nothing would be found', () => {
  const sdl = `
    directive @a(b: Int) on QUERY
    type Query { c(d: In): E }
    input In { f: Int }
    enum E { G }
  `
  expect(undescribed(buildSchema(sdl)).sort()).toEqual(
    ['@a', '@a(b)', 'E', 'E.G', 'In', 'In.f', 'Query', 'Query.c', 'Query.c(d)'].sort(),
  )
})
