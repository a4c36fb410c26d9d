import { Command } from 'commander'
import type { Services } from '../../app/build-services.js'
import { readConfig } from '../../config.js'
import { examples } from '../examples.js'
import { seedIfEmpty } from '../seed.js'

export const serveCommand = () =>
  new Command('serve')
    .description('start the gateway, after bringing the database to the newest schema')
    .option('--seed-if-empty', 'fill an empty shop with the demo shop first')
    .addHelpText('after', examples('athanor serve', 'PORT=8080 athanor serve --seed-if-empty'))
    .action(async ({ seedIfEmpty: seeds }: { seedIfEmpty?: boolean }) => {
      const config = readConfig()
      const { serve } = await import('../../app/serve.js')
      const options = { hasCustomer: !config.production }
      const prepare = async (services: Services) => void (await seedIfEmpty(services, options))
      await serve(config, seeds ? { prepare } : {})
    })
