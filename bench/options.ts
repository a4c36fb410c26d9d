import { Command, InvalidArgumentError, Option } from 'commander'
import { cases } from './cases/index.js'
import { type EngineName, engineNames } from './engines/engine.js'

export interface BenchOptions {
  readonly engines: readonly EngineName[]
  readonly cases: readonly string[]
  readonly seconds: number
  readonly rounds: number
  readonly smoke: boolean
  readonly json: boolean
}

const names = cases.map(({ name }) => name)

/** Reads the command line; ends the process with a message when it makes no sense. */
export function readOptions(): BenchOptions {
  const program = new Command('npm run bench --')
    .description(
      'Measures the built server against ceilings written by hand, which work in turn with it. ' +
        'What counts is the CPU time of the server for each request: it hardly depends on what else the machine does.',
    )
    .addOption(new Option('-e, --engine <engine>').choices([...engineNames, 'both']).default('both'))
    .addOption(new Option('-c, --case <case...>', 'only these').choices(names).default(names, 'all'))
    .option('-s, --seconds <seconds>', 'of one burst', positive, 4)
    .option('-r, --rounds <rounds>', 'how often each contestant has its turn', positive, 5)
    .option(
      '--smoke',
      'a small shop and short bursts, to see that everything works; the figures mean nothing',
      false,
    )
    .option('--json', 'print JSON instead of a table', false)
    .addHelpText('after', '\nAfterwards see bench/README.md for what the cases are.')
  const { engine, case: wanted, smoke, ...rest } = program.parse().opts()
  const pace = smoke ? { ...rest, seconds: 0.3, rounds: 1 } : rest
  return {
    ...(pace as Pick<BenchOptions, 'seconds' | 'rounds' | 'json'>),
    engines: engine === 'both' ? engineNames : [engine],
    cases: wanted,
    smoke,
  }
}

function positive(text: string): number {
  const value = Number(text)
  if (!(value > 0)) throw new InvalidArgumentError('It must be above 0.')
  return value
}
