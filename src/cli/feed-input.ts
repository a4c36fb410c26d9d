import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, realpath } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { CommandError } from './explained.js'

/** A file of a feed, or the standard input. */
export interface FeedInput {
  /** Its bytes, unpacked when they are gzip. */
  readonly bytes: AsyncIterable<Buffer>
  /** How many of its bytes were read so far. */
  bytesRead(): number
  /** null for the standard input, whose size nobody knows. */
  readonly size: number | null
  /** Tells this file from others; null for the standard input, which cannot be read again. */
  readonly fingerprint: string | null
}

const headBytes = 65_536

/** `-` is the standard input. Throws a `CommandError` when there is no such file. */
export async function openFeed(path: string): Promise<FeedInput> {
  if (path === '-')
    return { bytes: unpacked(process.stdin), bytesRead: () => 0, size: null, fingerprint: null }
  const { size, fingerprint } = await lookAt(path)
  const stream = createReadStream(path)
  return { bytes: unpacked(stream), bytesRead: () => stream.bytesRead, size, fingerprint }
}

/** A file that was changed is another file, also when it kept its name and size. */
async function lookAt(path: string): Promise<{ size: number; fingerprint: string }> {
  try {
    const file = await open(path)
    try {
      const { size, mtimeMs } = await file.stat()
      const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0)
      const hash = createHash('sha256').update(JSON.stringify([await realpath(path), size, mtimeMs]))
      return { size, fingerprint: hash.update(buffer.subarray(0, bytesRead)).digest('hex') }
    } finally {
      await file.close()
    }
  } catch (error) {
    throw new CommandError(`${path} cannot be read: ${(error as Error).message}`)
  }
}

/** Told by its first two bytes, so that the standard input may be packed as well. */
async function* unpacked(stream: Readable): AsyncGenerator<Buffer> {
  const chunks: AsyncIterator<Buffer> = stream[Symbol.asyncIterator]()
  const first = await chunks.next()
  if (first.done) return
  const all = resumed(first.value, chunks)
  if (first.value[0] === 0x1f && first.value[1] === 0x8b) yield* gunzipped(all)
  else yield* all
}

async function* resumed(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield first
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
}

async function* gunzipped(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip()
  const packed = Readable.from(chunks, { objectMode: false })
  packed.on('error', (error) => gunzip.destroy(error))
  try {
    yield* packed.pipe(gunzip)
  } catch (error) {
    throw new CommandError(`The gzip data is damaged or cut off: ${(error as Error).message}`)
  }
}
