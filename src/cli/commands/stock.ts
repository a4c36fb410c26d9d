import { Command } from 'commander'
import { readConfig } from '../../config.js'
import { examples } from '../examples.js'
import { openFeed } from '../feed-input.js'
import { writeLines } from '../line-writer.js'
import { say } from '../say.js'
import { mustExist } from '../sqlite-path.js'
import { toldImport } from '../told-import.js'
import { withServices } from '../with-services.js'

export const stockCommand = () =>
  new Command('stock')
    .description('set what lies at locations from a CSV, or hand it out as one')
    .addHelpText('after', examples('athanor stock export levels.csv', 'athanor stock import levels.csv'))
    .addCommand(importCommand())
    .addCommand(exportCommand())

const importCommand = () =>
  new Command('import')
    .description('set levels by SKU and location')
    .argument('<file>', 'CSV, also gzipped; - for the standard input')
    .option('-r, --rejects <file>', 'write what was rejected, and why, as NDJSON')
    .addHelpText(
      'after',
      `
The first line names the columns: sku, location, on_hand, safety_stock, incoming, incoming_at. An empty cell, or a column
that is left out, leaves that as it is. Each row is taken or rejected for itself; taking a file in again changes nothing.

Ends with 0 when everything was taken, with 2 when something was rejected, with 1 when it failed.
${examples('athanor stock import levels.csv', 'athanor stock import levels.csv.gz --rejects rejected.ndjson')}`,
    )
    .action(async (file: string, options: { readonly rejects?: string }) => {
      const input = await openFeed(file)
      const { systemActor } = await import('../../domains/audit/index.js')
      await withServices(async ({ services: { feeds } }) => {
        const { taken, rejected } = await toldImport(
          { input, rejects: options.rejects, goesOn: false },
          (listener) => feeds.importStock({ actor: systemActor('import'), bytes: input.bytes, ...listener }),
        )
        say(`${taken} rows taken, ${rejected} rejected.`)
        if (rejected > 0) process.exitCode = 2
      })
    })

const exportCommand = () =>
  new Command('export')
    .description('hand out every level of a variant that has an SKU')
    .argument('[file]', 'is overwritten; without it, the standard output')
    .addHelpText(
      'after',
      examples('athanor stock export levels.csv', 'athanor stock export | gzip > levels.csv.gz'),
    )
    .action((file: string | undefined) => {
      mustExist(readConfig().databaseUrl)
      return withServices(({ services }) => writeLines(file, services.feeds.exportStock))
    })
