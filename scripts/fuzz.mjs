// @ts-check
// `npm run fuzz -- --minutes 30 --seed 7 --engine postgres`: asks a gateway whatever comes, until something goes wrong.
import { spawn } from 'node:child_process'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '2' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    engine: { type: 'string' },
  },
})
const flags = values.engine ? ['--project', values.engine] : []
const tests = spawn('vitest', ['run', 'test/faults/fuzz.test.ts', ...flags], {
  stdio: 'inherit',
  env: {
    ...process.env,
    ATHANOR_FAULTS: '1',
    ATHANOR_FUZZ_MINUTES: values.minutes,
    ATHANOR_FUZZ_SEED: values.seed,
  },
})
tests.on('close', (code) => {
  process.exitCode = code ?? 1
})
