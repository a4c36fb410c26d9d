import { open } from 'node:fs/promises'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'

/** Writes what `produce` hands out, line by line, into a file, or to the standard output without one. */
export async function writeLines(
  file: string | undefined,
  produce: (write: (line: string) => Promise<void>) => Promise<void>,
): Promise<void> {
  const out = file === undefined ? process.stdout : (await open(file, 'w')).createWriteStream()
  const lines = lineWriter(out)
  try {
    await produce(lines.write)
    await lines.end()
    if (file !== undefined) await finished(out.end())
  } catch (error) {
    if (file !== undefined) out.destroy()
    // Who reads has seen enough, as `head` does.
    if ((error as { code?: unknown }).code === 'EPIPE') return
    throw error
  }
}

const bufferedCharacters = 65_536

/** Writes in large pieces and waits for each, so that a slow reader at the other end slows the export. */
function lineWriter(out: Writable) {
  // Every failure is told by the callback of a write as well.
  const ignored = () => {}
  out.on('error', ignored)
  let pieces = ''
  const flush = async () => {
    const text = pieces
    pieces = ''
    await new Promise<void>((resolve, reject) =>
      out.write(text, (error) => (error ? reject(error) : resolve())),
    )
  }
  return {
    async write(line: string) {
      pieces += `${line}\n`
      if (pieces.length >= bufferedCharacters) await flush()
    },
    async end() {
      await flush()
      out.off('error', ignored)
    },
  }
}
