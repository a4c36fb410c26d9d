import { open } from 'node:fs/promises'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { Command } from 'commander'
import { readConfig } from '../../config.js'
import { examples } from '../examples.js'
import { mustExist } from '../sqlite-path.js'
import { withServices } from '../with-services.js'

export const exportCommand = () =>
  new Command('export')
    .description('hand the catalog out as a native feed (NDJSON), to the standard output or a file')
    .argument('[file]', 'is overwritten')
    .addHelpText(
      'after',
      `
The same catalog gives the same bytes: kinds in a fixed order, each by its key. Taken into an empty shop by
\`athanor import\` the feed makes the same catalog. API keys, the history of changes, old slugs and archived variants are no
part of it; a backup has them.
${examples('athanor export catalog.ndjson', 'athanor export | gzip > catalog.ndjson.gz')}`,
    )
    .action((file: string | undefined) => {
      mustExist(readConfig().databaseUrl)
      return withServices(async ({ services }) => {
        const out = file === undefined ? process.stdout : (await open(file, 'w')).createWriteStream()
        const lines = lineWriter(out)
        try {
          await services.feeds.export(lines.write)
          await lines.end()
        } catch (error) {
          // Who reads has seen enough, as `head` does.
          if ((error as { code?: unknown }).code === 'EPIPE') return
          throw error
        }
        if (file !== undefined) await finished(out.end())
      })
    })

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
