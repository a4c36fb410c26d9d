import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { untrueBy } from '../../src/app/untrue.js'
import type { Fact } from '../../src/db/index.js'

const domains = 'src/domains'
const sources = readdirSync(domains, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
)
const kinds = new Set(
  sources.flatMap((file) =>
    [...readFileSync(join(domains, file), 'utf8').matchAll(/\bkind: '([a-z]+\.[a-zA-Z]+)'/g)].map(
      ([, kind]) => kind as string,
    ),
  ),
)
/** Whatever is asked of it is an empty list. */
const body = new Proxy({}, { get: () => [] })

test('only facts that concern all answers make all of them untrue', () => {
  const all = [...kinds].filter((kind) => untrueBy({ kind, body } as unknown as Fact) === 'EVERYTHING')
  expect(all.sort()).toEqual(['channel.saved', 'location.saved', 'shop.saved'])
  expect(kinds).toContain('product.saved')
})
