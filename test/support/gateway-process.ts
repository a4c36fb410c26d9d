import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { opened } from './opened.js'

export interface GatewayProcess {
  readonly url: string
  readonly adminUrl: string
  /** Everything written to the standard output so far. */
  readonly output: () => string
  signal(name: NodeJS.Signals): void
  /** The code with which the process ended. */
  readonly exit: Promise<number | null>
}

interface Ended {
  readonly code: number | null
  readonly output: string
  readonly errors: string
}

interface Options {
  readonly env: Record<string, string>
  /** Runs inside the process before the gateway. */
  readonly inject?: string
}

/** `src/main.ts` as a process of its own, on free ports. It is killed after the test file at the latest. */
export async function spawnGateway(options: Options): Promise<GatewayProcess> {
  const { child, output } = launch(options)
  const exit = once(child, 'exit').then(([code]) => code as number | null)
  const ready = readyLine(child)
  const line = await Promise.race([
    ready,
    exit.then(() => Promise.reject(new Error(`It ended: ${output()}`))),
  ])
  return { ...line, output, exit, signal: (name) => void child.kill(name) }
}

/** Runs `src/main.ts` until it ends by itself. */
export async function runGateway(options: Options): Promise<Ended> {
  const { child, output, errors } = launch(options)
  const [code] = await once(child, 'exit')
  return { code, output: output(), errors: errors() }
}

function launch({ env, inject }: Options) {
  const injected = inject ? ['--import', `data:text/javascript,${encodeURIComponent(inject)}`] : []
  const child = spawn(process.execPath, ['--import', 'tsx', ...injected, 'src/main.ts'], {
    env: { ...process.env, NODE_ENV: 'test', PORT: '0', ADMIN_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  opened.add({ close: async () => void child.kill('SIGKILL') })
  return { child, output: collected(child.stdout), errors: collected(child.stderr) }
}

function collected(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = []
  stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  return () => Buffer.concat(chunks).toString()
}

async function readyLine({ stdout }: ChildProcess): Promise<{ url: string; adminUrl: string }> {
  if (!stdout) throw new Error('The process has no output')
  for await (const text of createInterface(stdout)) {
    const line = text.startsWith('{') ? JSON.parse(text) : {}
    if (line.msg === 'ready') return line
  }
  throw new Error('The process ended before it was ready')
}
