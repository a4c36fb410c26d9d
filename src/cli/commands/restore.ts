import { Command } from 'commander'
import { readConfig } from '../../config.js'
import { examples } from '../examples.js'
import { redactedUrl } from '../redacted.js'
import { say } from '../say.js'

export const restoreCommand = () =>
  new Command('restore')
    .description('make the database what a backup says')
    .argument('<file>', 'a backup, of either engine')
    .option('--force', 'also when the database is not empty: what is in it is lost')
    .addHelpText(
      'after',
      `
Stop the gateways first. A backup of an older version is brought to the newest schema; one of a newer version is refused.
${examples('athanor restore /var/backups/shop-2026-03-31.db', 'athanor restore shop.db --force')}`,
    )
    .action(async (file: string, { force = false }: { force?: boolean }) => {
      const { databaseUrl } = readConfig()
      const { restoreInto } = await import('../restore.js')
      await restoreInto(databaseUrl, file, force)
      say(`${redactedUrl(databaseUrl)} is restored from ${file}.`)
    })
