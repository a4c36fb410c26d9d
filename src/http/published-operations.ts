import { readFileSync } from 'node:fs'
import { parse } from 'graphql'
import { z } from 'zod'
import { operationHash } from './operation-hash.js'

/** The texts of the operations that clients were published with, by their SHA-256 in hexadecimal. */
export type PublishedOperations = ReadonlyMap<string, string>

const manifest = z.union([
  // Apollo's manifest of persisted queries.
  z
    .object({ operations: z.array(z.object({ id: z.string(), body: z.string() })) })
    .transform(({ operations }) => operations.map(({ id, body }) => [id, body] as const)),
  // What GraphQL Code Generator writes.
  z.record(z.string(), z.string()).transform((texts) => Object.entries(texts)),
])

/** Reads a manifest. Throws an error that tells what is wrong with the file, and with which operation of it. */
export function readPublished(file: string): PublishedOperations {
  const parsed = manifest.safeParse(jsonIn(file))
  if (!parsed.success)
    throw new Error(
      `${file} is no manifest of operations: send \`{ "operations": [{ "id", "body" }] }\` or \`{ "<hash>": "<text>" }\`.`,
    )
  return new Map(parsed.data.map(([id, text]) => [checkedHash(file, id, text), text]))
}

function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Error(`${file} cannot be read: ${(error as Error).message}`)
  }
}

function checkedHash(file: string, id: string, text: string): string {
  const hash = operationHash(text)
  if (id !== hash)
    throw new Error(`${file}: the id ${id} is not the SHA-256 of its operation, which is ${hash}.`)
  try {
    parse(text, { noLocation: true })
  } catch (error) {
    throw new Error(`${file}: the operation ${id} is no GraphQL: ${(error as Error).message}`)
  }
  return hash
}
