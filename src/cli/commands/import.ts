import { readFile } from 'node:fs/promises'
import { Command } from 'commander'
import { examples } from '../examples.js'
import { CommandError } from '../explained.js'
import { type ImportOptions, runImport } from '../run-import.js'

export const importCommand = () =>
  new Command('import')
    .description('take products and all else of a catalog in, out of NDJSON or CSV')
    .argument('<file>', 'NDJSON or CSV, also gzipped; - for the standard input')
    .option('-m, --mapping <file>', 'how foreign rows become products; without it the file is a native feed')
    .option('-n, --dry-run', 'check everything on a copy of the database and keep nothing')
    .option('-r, --rejects <file>', 'write what was rejected, and why, as NDJSON')
    .option('--restart', 'begin at the first line, although a killed import has come further')
    .addHelpText(
      'after',
      `
Each product is taken whole or not at all. A killed import goes on where it was when started again with the same file
and mapping; taking a file in again changes nothing. docs/import.md explains mappings.

Ends with 0 when everything was taken, with 2 when something was rejected, with 1 when it failed.
${examples(
  'athanor import examples/small-shop.csv --mapping examples/small-shop.mapping.json',
  'athanor import products.ndjson.gz --mapping icecat.mapping.json --rejects rejected.ndjson',
  'athanor export | DATABASE_URL=file:./other.db athanor import -',
)}`,
    )
    .action(async (file: string, options: ImportOptions) => {
      const mappingJson = options.mapping === undefined ? null : await textOf(options.mapping)
      const summary = await runImport(file, mappingJson, options)
      if (summary.rejected > 0) process.exitCode = 2
    })

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw new CommandError(`${path} cannot be read: ${(error as Error).message}`)
  }
}
