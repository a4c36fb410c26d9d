import { ESLint } from 'eslint'
import { describe, expect, test } from 'vitest'

const eslint = new ESLint()

/** What the lint says about a statement in a function that is given a write transaction. */
async function complaints(statement: string): Promise<string[]> {
  const code = `import type { Tx } from './database.js'
    declare const brand: Parameters<Tx['delete']>[0]
    export async function remove(tx: Tx) { ${statement} }`
  const [result] = await eslint.lintText(code, { filePath: 'src/db/dialect.ts' })
  return (result?.messages ?? []).map((message) => message.ruleId ?? message.message)
}

describe('a database statement', () => {
  test('without await is refused: it would never run', { timeout: 60_000 }, async () => {
    expect(await complaints('tx.delete(brand)')).toEqual(['@typescript-eslint/no-floating-promises'])
  })
  test('with await is fine', { timeout: 60_000 }, async () => {
    expect(await complaints('await tx.delete(brand)')).toEqual([])
  })
})
