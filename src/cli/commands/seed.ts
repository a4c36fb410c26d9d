import { Command } from 'commander'
import { readConfig } from '../../config.js'
import { examples } from '../examples.js'
import { CommandError } from '../explained.js'
import { say } from '../say.js'
import { seed, seedIfEmpty } from '../seed.js'
import { withServices } from '../with-services.js'

export const seedCommand = () =>
  new Command('seed')
    .description('fill an empty shop with the demo shop, an alchemist’s')
    .option('--force', 'also into a shop that has channels or products, beside what is there')
    .addHelpText('after', examples('athanor seed', 'DATABASE_URL=file:./demo.db athanor seed'))
    .action(({ force = false }: { force?: boolean }) =>
      withServices(async ({ services }) => {
        const options = { hasCustomer: !readConfig().production }
        if (force) await seed(services, options)
        else if (!(await seedIfEmpty(services, options)))
          throw new CommandError(
            'The shop is not empty, so nothing was done. `--force` adds the demo shop to it.',
          )
        say('The demo shop is in.')
      }),
    )
