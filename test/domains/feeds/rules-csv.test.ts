import { describe, expect, test } from 'vitest'
import { FeedError } from '../../../src/domains/feeds/feed-error.js'
import { csvRows } from '../../../src/domains/feeds/reading/csv.js'
import { linesOf } from '../../../src/domains/feeds/reading/lines.js'
import { all, chunksOf } from './chunks.js'

const rows = (text: string | Buffer, { delimiter = ',', columns = [] as string[] } = {}) =>
  all(csvRows(linesOf(chunksOf(text)), { delimiter, columns }))
const data = async (text: string, delimiter?: string) =>
  (await rows(text, delimiter === undefined ? {} : { delimiter })).map((row) =>
    row.fault === null ? row.data : row.fault,
  )

describe('a CSV file', () => {
  test('gives its columns by the names in its header', async () => {
    expect(await data('id,name\n1,Mug\n2,\n')).toEqual([
      { id: '1', name: 'Mug' },
      { id: '2', name: '' },
    ])
  })

  test('may come from Excel: a byte order mark, CRLF, semicolons, blank lines', async () => {
    expect(await data('\ufeffid;price\r\n1;"9,95"\r\n\r\n2;5\r\n', ';')).toEqual([
      { id: '1', price: '9,95' },
      { id: '2', price: '5' },
    ])
  })

  test('may hold quotes, delimiters and line breaks in quoted fields', async () => {
    expect(await data('id,text\n1,"a ""b"", c"\n2,"first\r\nsecond\n\nfourth"\n3,""\n')).toEqual([
      { id: '1', text: 'a "b", c' },
      { id: '2', text: 'first\r\nsecond\n\nfourth' },
      { id: '3', text: '' },
    ])
  })

  test('tells from which lines a record comes', async () => {
    const [first, second] = await rows('id,text\n1,"a\nb\nc"\n2,d\n')
    expect(first?.span).toEqual({ first: 2, last: 4 })
    expect(second?.span).toEqual({ first: 5, last: 5 })
  })
})

describe('a record that cannot be read costs itself alone', () => {
  test.each([
    ['too few columns', '1,Mug', /has 2 columns where the header has 3/],
    ['too many columns', '1,Mug,9,blue', /has 4 columns where the header has 3/],
    ['a quote inside an unquoted field', '1,5" pipe,9', /quote inside an unquoted field/],
    ['text behind a closing quote', '1,"Mug"s,9', /text behind a closing quote/],
  ])('%s', async (_, bad, complaint) => {
    const [broken, next] = await rows(`id,name,price\n${bad}\n2,Bowl,3\n`)
    expect(broken).toMatchObject({ text: bad, fault: expect.stringMatching(complaint) })
    expect(next).toMatchObject({ data: { id: '2', name: 'Bowl', price: '3' } })
  })

  test('bytes that are not UTF-8', async () => {
    const text = Buffer.concat([Buffer.from('id,name\n1,'), Buffer.from([0xff]), Buffer.from('\n2,Bowl\n')])
    expect(await rows(text)).toMatchObject([
      { fault: expect.stringContaining('UTF-8') },
      { data: { id: '2', name: 'Bowl' } },
    ])
  })

  test('a quote that closes in the next record takes that one along, and no more', async () => {
    const found = await rows('id,name,price\n1,"Mug,9\n2,"Bowl",3\n4,Vase,5\n')
    expect(found).toMatchObject([
      { span: { first: 2, last: 3 }, fault: expect.stringContaining('closing quote') },
      { span: { first: 4, last: 4 }, data: { id: '4' } },
    ])
  })
})

describe('a file that cannot be read further stops with an error', () => {
  const refusal = async (text: string, columns: string[] = []) =>
    rows(text, { columns }).then(
      () => 'was read',
      (error: unknown) => (error instanceof FeedError ? error.message : error),
    )

  test('which names the line of a quote that is never closed', async () => {
    expect(await refusal('id,name\n1,Mug\n2,"Bowl\n3,Vase\n')).toMatch(
      /^Line 3 opens a quote that is not closed/,
    )
  })

  test('also when the rest of the file would be one long field', async () => {
    const rest = `${'x'.repeat(1_000)}\n`.repeat(2_000)
    expect(await refusal(`id,name\n2,"Bowl\n${rest}`)).toMatch(/^Line 2 opens a quote/)
  })

  test('when the header lacks a column that is to be read', async () => {
    expect(await refusal('id,name\n1,Mug\n', ['id', 'title', 'price'])).toBe(
      'The file lacks columns that are to be read: title, price. It has: id, name.',
    )
  })

  test('when the header names a column twice', async () => {
    expect(await refusal('id,name,id\n')).toBe('The header names the column "id" twice.')
  })

  test('when there is no header', async () => {
    expect(await refusal('')).toMatch(/^The file is empty/)
  })
})
