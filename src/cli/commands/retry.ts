import { Command } from 'commander'
import { examples } from '../examples.js'
import { CommandError } from '../explained.js'
import { say } from '../say.js'
import { withServices } from '../with-services.js'

export const retryCommand = () =>
  new Command('retry')
    .description('give the facts that a reaction could not handle another five tries')
    .argument('<reaction>', 'its name, as logs tell it')
    .addHelpText('after', examples('athanor retry listing.rebuild'))
    .action((name: string) =>
      withServices(async ({ db, services }) => {
        const { createReactions } = await import('../../app/reactions.js')
        const { retryDeadLetters } = await import('../../workers/held-facts.js')
        const known = createReactions(services).map((reaction) => reaction.name)
        if (!known.includes(name))
          throw new CommandError(`There is no reaction "${name}". There are: ${known.join(', ')}.`)
        const count = await retryDeadLetters(db, name, new Date())
        say(`${count} ${count === 1 ? 'fact' : 'facts'} of ${name} will be tried again.`)
      }),
    )
