import { Command } from 'commander'
import { readConfig } from '../../config.js'
import { examples } from '../examples.js'
import { writeLines } from '../line-writer.js'
import { mustExist } from '../sqlite-path.js'
import { withServices } from '../with-services.js'

export const exportCommand = () =>
  new Command('export')
    .description('hand the catalog out as a native feed (NDJSON), to the standard output or a file')
    .argument('[file]', 'is overwritten')
    .addHelpText(
      'after',
      `
The same catalog gives the same bytes: kinds in a fixed order, each by its key. Taken into an empty shop by
\`athanor import\` the feed makes the same catalog. API keys, the history of changes, old slugs and archived variants are no
part of it; a backup has them.
${examples('athanor export catalog.ndjson', 'athanor export | gzip > catalog.ndjson.gz')}`,
    )
    .action((file: string | undefined) => {
      mustExist(readConfig().databaseUrl)
      return withServices(({ services }) => writeLines(file, services.feeds.export))
    })
