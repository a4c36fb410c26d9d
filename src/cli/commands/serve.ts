import { Command } from 'commander'
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
      await serve(config, seeds ? { prepare: async (services) => void (await seedIfEmpty(services)) } : {})
    })
