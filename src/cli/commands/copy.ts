import { Command } from 'commander'
import { readConfig } from '../../config.js'
import { copyDatabase } from '../copy/copy-database.js'
import { examples } from '../examples.js'
import { CommandError } from '../explained.js'
import { redactedUrl } from '../redacted.js'
import { say } from '../say.js'
import { mustExist } from '../sqlite-path.js'

export const copyCommand = () =>
  new Command('copy')
    .description('copy a whole database into an empty one, between SQLite and PostgreSQL either way')
    .requiredOption('--from <url>', 'the database to read: file:<path> or postgres://…')
    .requiredOption('--to <url>', 'the database to fill; it is made (SQLite) and migrated first')
    .addHelpText(
      'after',
      `
Reads one snapshot, so the shop may stay open; what is changed meanwhile is not in the copy. Compares the rows of every
table at the end.
${examples(
  'athanor copy --from file:./data/athanor.db --to postgres://me@db/shop',
  'athanor copy --from postgres://me@db/shop --to file:./shop.db',
)}`,
    )
    .action(async ({ from, to }: { from: string; to: string }) => {
      for (const DATABASE_URL of [from, to]) readConfig({ DATABASE_URL })
      if (from === to) throw new CommandError('`--from` and `--to` are the same database.')
      mustExist(from)
      const tables = await copyDatabase(from, to)
      for (const { table, rows } of tables)
        say(`${table.padEnd(24)} ${rows.toLocaleString('en').padStart(12)} rows`)
      say(`Copied ${redactedUrl(from)} to ${redactedUrl(to)}; every table has as many rows there.`)
    })
