import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const root = new URL('../../', import.meta.url)
const read = (file: string) => readFileSync(new URL(file, root), 'utf8')
const foldersIn = (path: string) =>
  readdirSync(new URL(path, root), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)

const domains: string[] = JSON.parse(read('src/domains/domains.json'))
const text = read('ARCHITECTURE.md')
const quoted = [...text.matchAll(/`([^`\s]+)`/g)].map(([, path]) => path as string)
const paths = [...new Set(quoted.filter((path) => /^(src|test|drizzle|web|scripts|bench)\//.test(path)))]

/** `<domain>` stands for each of them: one that has it is enough. */
const isThere = (path: string): boolean =>
  path.includes('<domain>')
    ? domains.some((domain) => isThere(path.replaceAll('<domain>', domain)))
    : existsSync(new URL(path, root))

describe('ARCHITECTURE.md', () => {
  test.each(paths)('names %s, which exists', (path) => {
    expect(isThere(path)).toBe(true)
  })

  test('names every part of src', () => {
    const missing = foldersIn('src').filter(
      (folder) => !paths.some((path) => path.startsWith(`src/${folder}/`)),
    )
    expect(missing).toEqual([])
  })

  test('lists the domains in the order in which they may use each other', () => {
    const listed = paths.flatMap((path) => /^src\/domains\/([a-z-]+)\/$/.exec(path)?.[1] ?? [])
    expect(listed).toEqual(domains)
  })
})

test('every folder of src/domains is a listed domain, and every listed domain is one', () => {
  expect(foldersIn('src/domains').sort()).toEqual([...domains].sort())
})
