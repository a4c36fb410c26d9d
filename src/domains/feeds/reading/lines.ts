import { isUtf8 } from 'node:buffer'

/** A line without its line feed, counted from 1. What is wrong with it is told in `fault`. */
export interface Line {
  readonly number: number
  readonly text: string
  readonly fault: string | null
}

/**
 * A longer line or record is refused, so that memory stays bounded whatever a file holds. A product of 2,048 variants with
 * names, attributes and prices fits in.
 */
export const mostBytes = 8 * 1_048_576

const newline = 10

/** Splits bytes into lines. Holds one line at most; the rest of an overlong one is passed over. */
export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Line> {
  let number = 1
  let pieces: Buffer[] = []
  let size = 0
  const add = (piece: Buffer) => {
    size += piece.length
    if (size > mostBytes) pieces = []
    else pieces.push(piece)
  }
  const taken = (): Line => {
    const line = lineOf(number, size > mostBytes ? null : Buffer.concat(pieces, size))
    number += 1
    pieces = []
    size = 0
    return line
  }
  for await (const chunk of chunks) {
    let start = 0
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      add(chunk.subarray(start, end))
      yield taken()
      start = end + 1
    }
    if (start < chunk.length) add(chunk.subarray(start))
  }
  if (size > 0) yield taken()
}

function lineOf(number: number, bytes: Buffer | null): Line {
  if (!bytes) return { number, text: '', fault: `is longer than ${mostBytes} bytes` }
  const fault = isUtf8(bytes) ? null : 'has bytes that are not UTF-8; save the file as UTF-8'
  const text = bytes.toString('utf8')
  return { number, text: number === 1 ? text.replace(/^\ufeff/, '') : text, fault }
}
