import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openRejects } from '../../src/cli/rejects-file.js'
import { testFolder } from './athanor.js'

const file = testFolder()
const rejection = (line: number, said = '') => ({
  line,
  lastLine: line,
  key: null,
  problems: [],
  source: [said],
})
const linesIn = (path: string) =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((text) => (JSON.parse(text) as { line: number }).line)

test('what was rejected is written down, and a new import begins the file anew', async () => {
  const path = file('anew.ndjson')
  for (const lines of [
    [1, 2],
    [3, 4],
  ]) {
    const rejects = await openRejects(path, false)
    for (const line of lines) await rejects.write([rejection(line)])
    await rejects.close()
    expect(linesIn(path)).toEqual(lines)
  }
})

test('an import that goes on keeps what is there, and tells each rejection once', async () => {
  const path = file('on.ndjson')
  // The last batch was 9 and 12: 9 was written, 12 only in part.
  const before = [5, 9].map((line) => `${JSON.stringify(rejection(line))}\n`).join('')
  writeFileSync(path, `${before}{"line":12,"las`)
  const rejects = await openRejects(path, true)
  await rejects.write([rejection(9), rejection(12)])
  await rejects.write([rejection(20)])
  await rejects.close()
  expect(linesIn(path)).toEqual([5, 9, 12, 20])
})

test('an import that goes on without further rejections leaves the file as it is', async () => {
  const path = file('same.ndjson')
  writeFileSync(path, `${JSON.stringify(rejection(5))}\n`)
  await (await openRejects(path, true)).close()
  expect(linesIn(path)).toEqual([5])
})

test('an import that goes on begins a file that is not there', async () => {
  const path = file('none.ndjson')
  const rejects = await openRejects(path, true)
  await rejects.write([rejection(7)])
  await rejects.close()
  expect(linesIn(path)).toEqual([7])
})
