import { Command } from 'commander'
import { readConfig } from '../../config.js'
import { examples } from '../examples.js'
import { redactedUrl } from '../redacted.js'
import { say } from '../say.js'

export const migrateCommand = () =>
  new Command('migrate')
    .description('bring the database to the newest schema, making it first if need be')
    .addHelpText('after', examples('athanor migrate', 'DATABASE_URL=postgres://me@db/shop athanor migrate'))
    .action(async () => {
      const { databaseUrl } = readConfig()
      const { migrate } = await import('../../db/index.js')
      await migrate(databaseUrl)
      say(`${redactedUrl(databaseUrl)} has the newest schema.`)
    })
