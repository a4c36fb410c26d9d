import { Command } from 'commander'
import { readConfig } from '../../config.js'
import { copyDatabase } from '../copy/copy-database.js'
import { examples } from '../examples.js'
import { say } from '../say.js'
import { vacuumInto, wholeFile } from '../sqlite-backup.js'
import { mustExist, sqlitePath } from '../sqlite-file.js'

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
      const path = sqlitePath(url)
      await wholeFile(file, async (partial) => {
        if (path === null) await copyDatabase(url, `file:${partial}`)
        else vacuumInto(path, partial)
      })
      say(`The backup is in ${file}.`)
    })
