import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../test/support/free-port.js'
import { cpuSecondsOf, peakMiBOf } from './usage.js'

const root = fileURLToPath(new URL('../../', import.meta.url))
const athanor = 'dist/cli/index.js'

export const adminKey = 'the-admin-key-of-the-benchmarks-has-32-characters'

export interface Server {
  readonly pid: number
  readonly url: string
  stop(): Promise<void>
}

const startingMs = 60_000

/** So that every request is worked through: what is measured is the making of answers. */
export const keepingNoAnswers = { RESPONSE_CACHE_MB: '0' }
/** So that it reads everything anew as well. */
export const keepingNothing = { ...keepingNoAnswers, ENTITY_CACHE_MB: '0' }

/**
 * The built server as a deployed shop runs it; `settings` are beside the usual ones. Its log goes to a file, or nowhere
 * when none is named.
 */
export async function startAthanor(
  databaseUrl: string,
  settings: Readonly<Record<string, string>> = {},
  log?: string,
): Promise<Server> {
  const port = await freePort()
  const environment = {
    NODE_ENV: 'production',
    DATABASE_URL: databaseUrl,
    ATHANOR_ADMIN_KEY: adminKey,
    PORT: String(port),
    ADMIN_PORT: '0',
    // Counted as in production, but all of it comes from one address.
    RATE_LIMIT_PER_MINUTE: '1000000000',
    RATE_LIMIT_KEY_PER_MINUTE: '1000000000',
    ...settings,
  }
  const child = run(['serve'], environment, log)
  const url = `http://127.0.0.1:${port}`
  await answering(`${url}/schema.graphql`, child)
  return {
    pid: child.pid as number,
    url,
    async stop() {
      child.kill()
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}

async function answering(url: string, child: ChildProcess): Promise<void> {
  for (const until = Date.now() + startingMs; ; await sleep(50)) {
    const answer = await fetch(url).catch(() => null)
    if (answer?.ok) return
    if (child.exitCode !== null || Date.now() > until) throw new Error('The server does not start.')
  }
}

const lookingMs = 50

export interface CommandUsage {
  readonly seconds: number
  readonly cpuSeconds: number
  readonly peakMiB: number
}

/** Runs a command of the built `athanor` to its end, which must be with one of these codes. */
export async function runAthanor(
  args: readonly string[],
  databaseUrl: string,
  exitCodes: readonly number[] = [0],
): Promise<CommandUsage> {
  const started = performance.now()
  const child = run(args, { DATABASE_URL: databaseUrl })
  let [cpuSeconds, peakMiB] = [0, 0]
  const look = () => {
    cpuSeconds = cpuSecondsOf(child.pid as number)
    peakMiB = Math.max(peakMiB, peakMiBOf(child.pid as number))
  }
  const watch = setInterval(look, lookingMs)
  const [code] = await once(child, 'exit')
  clearInterval(watch)
  if (!exitCodes.includes(code)) throw new Error(`\`athanor ${args.join(' ')}\` ended with ${code}.`)
  return { seconds: (performance.now() - started) / 1_000, cpuSeconds, peakMiB }
}

function run(args: readonly string[], environment: NodeJS.ProcessEnv, log = '/dev/null'): ChildProcess {
  const output = openSync(log, 'a')
  const child = spawn(process.execPath, [athanor, ...args], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', output, 'pipe'],
  })
  closeSync(output)
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text))
  const end = () => void child.kill()
  process.once('exit', end)
  child.once('exit', (code) => {
    process.off('exit', end)
    // What it says is of interest only when it fails.
    if (code === 1) process.stderr.write(said)
  })
  return child
}
