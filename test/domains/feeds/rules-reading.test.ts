import { describe, expect, test } from 'vitest'
import { type Line, linesOf } from '../../../src/domains/feeds/reading/lines.js'
import { ndjsonRows } from '../../../src/domains/feeds/reading/ndjson.js'
import { all, chunksOf } from './chunks.js'

const lines = (...chunks: (string | Buffer)[]): Promise<Line[]> => all(linesOf(chunksOf(chunks)))
const texts = async (...chunks: (string | Buffer)[]) => (await lines(...chunks)).map((line) => line.text)

describe('lines', () => {
  test('are counted from 1, and the last needs no line feed', async () => {
    expect(await lines('a\nb\n\nc')).toEqual([
      { number: 1, text: 'a', fault: null },
      { number: 2, text: 'b', fault: null },
      { number: 3, text: '', fault: null },
      { number: 4, text: 'c', fault: null },
    ])
  })

  test('may be cut anywhere, also within a character', async () => {
    const bytes = Buffer.from('аб\nвг\n')
    for (let at = 0; at <= bytes.length; at++)
      expect(await texts(bytes.subarray(0, at), bytes.subarray(at))).toEqual(['аб', 'вг'])
  })

  test('begin behind a byte order mark', async () => {
    expect(await texts('\ufeffid\n\ufeffnot here')).toEqual(['id', '\ufeffnot here'])
  })

  test('that are not UTF-8 say so, and cost themselves alone', async () => {
    const [first, bad, last] = await lines('a\n', Buffer.from([0xe4, 0x62]), '\nc\n')
    expect([first?.fault, last?.fault]).toEqual([null, null])
    expect(bad).toMatchObject({ number: 2, fault: expect.stringContaining('UTF-8') })
  })

  test('that are longer than 8 MiB are passed over, however they are cut', async () => {
    const half = Buffer.alloc(4_800_000, 'x')
    const [long, next] = await lines(half, half, half, '\nb\n')
    expect(long).toEqual({ number: 1, text: '', fault: 'is longer than 8388608 bytes' })
    expect(next).toEqual({ number: 2, text: 'b', fault: null })
  })

  test('may be 8 MiB long', async () => {
    const [line] = await lines(Buffer.alloc(8_388_608, 'x'), '\n')
    expect(line?.fault).toBeNull()
  })
})

describe('NDJSON', () => {
  const rows = (text: string) => all(ndjsonRows(linesOf(chunksOf(text))))

  test('gives an object for each line that is not blank', async () => {
    expect(await rows('{"a":1}\r\n\n  \n{"b":"é"}')).toEqual([
      { span: { first: 1, last: 1 }, bytes: 8, data: { a: 1 }, fault: null },
      { span: { first: 4, last: 4 }, bytes: 9, data: { b: 'é' }, fault: null },
    ])
  })

  test('refuses a line of so many small values that they would fill the memory', async () => {
    const [full, next, prose] = await rows(
      `{"a":[${'{},'.repeat(300_000)}{}]}\n{"b":1}\n{"c":"${',[{\\"'.repeat(300_000)}"}\n`,
    )
    expect(full).toMatchObject({ text: '', fault: 'has more than 300000 values' })
    expect(next).toMatchObject({ data: { b: 1 }, fault: null })
    expect(prose).toMatchObject({ fault: null })
  })

  test.each([
    ['{"a":', /is not JSON/],
    ['[1]', /is not a JSON object/],
    ['null', /is not a JSON object/],
    ['"a"', /is not a JSON object/],
  ])('says what is wrong with %s and goes on', async (bad, complaint) => {
    const [broken, next] = await rows(`${bad}\n{"b":1}\n`)
    expect(broken).toMatchObject({ text: bad, fault: expect.stringMatching(complaint) })
    expect(next).toMatchObject({ span: { first: 2, last: 2 }, data: { b: 1 } })
  })
})
