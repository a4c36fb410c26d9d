import { Command } from 'commander'
import { readConfig } from '../../config.js'
import { examples } from '../examples.js'
import { say } from '../say.js'
import { mustExist } from '../sqlite-path.js'

export const backupCommand = () =>
  new Command('backup')
    .description('save the whole database in one file')
    .argument('<file>', 'is not overwritten')
    .addHelpText(
      'after',
      `
The shop may stay open. The file is a SQLite database whatever the engine, so a backup of PostgreSQL needs no tools of
PostgreSQL and can be restored into either engine.
${examples('athanor backup /var/backups/shop-2026-03-31.db')}`,
    )
    .action(async (file: string) => {
      const { databaseUrl: url } = readConfig()
      mustExist(url)
      const { backupTo } = await import('../backup.js')
      await backupTo(file, url)
      say(`The backup is in ${file}.`)
    })
