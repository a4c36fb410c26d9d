import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { backupCommand } from './commands/backup.js'
import { configCommand } from './commands/config.js'
import { copyCommand } from './commands/copy.js'
import { exportCommand } from './commands/export.js'
import { importCommand } from './commands/import.js'
import { migrateCommand } from './commands/migrate.js'
import { restoreCommand } from './commands/restore.js'
import { retryCommand } from './commands/retry.js'
import { seedCommand } from './commands/seed.js'
import { serveCommand } from './commands/serve.js'
import { stockCommand } from './commands/stock.js'

/**
 * The `athanor` command line. Commands load what they need when they run: the engine is fixed by the environment as soon
 * as a table is loaded.
 */
export function buildProgram(): Command {
  const program = new Command('athanor')
    .description(
      'A headless commerce GraphQL API.\n\nSettings come from the environment; `athanor config` shows them. ' +
        'Data goes to the standard output, messages to the standard error.',
    )
    .version(version())
    .showHelpAfterError('\nRun `athanor --help`, or `athanor <command> --help`, to see what there is.')
  for (const command of [
    serveCommand(),
    migrateCommand(),
    seedCommand(),
    importCommand(),
    exportCommand(),
    stockCommand(),
    backupCommand(),
    restoreCommand(),
    copyCommand(),
    retryCommand(),
    configCommand(),
  ])
    program.addCommand(command.copyInheritedSettings(program))
  return program
}

/** From the package, which lies as far from the sources as from what is built of them. */
function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
