import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { built } from './built.js'
import { opened } from './opened.js'

export interface GatewayProcess {
  readonly pid: number
  readonly url: string
  readonly adminUrl: string
  /** Everything written to the standard output so far. */
  readonly output: () => string
  signal(name: NodeJS.Signals): void
  /** Stops listening to what it writes, as a log collector does that dies. */
  closeOutput(): void
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

/** The gateway as a process of its own, on free ports. It is killed after the test file at the latest. */
export async function spawnGateway(options: Options): Promise<GatewayProcess> {
  const { child, output } = await launch(options)
  const exit = once(child, 'close').then(([code]) => code as number | null)
  const ready = readyLine(child.stdout, output)
  const line = await Promise.race([
    ready,
    exit.then(() => Promise.reject(new Error(`It ended: ${output()}`))),
  ])
  return {
    ...line,
    output,
    exit,
    signal: (name) => void child.kill(name),
    closeOutput: () => void child.stdout.destroy(),
  }
}

/** Runs the gateway until it ends by itself. */
export async function runGateway(options: Options): Promise<Ended> {
  const { child, output, errors } = await launch(options)
  const [code] = await once(child, 'close')
  return { code, output: output(), errors: errors() }
}

async function launch({ env, inject }: Options) {
  const injected = inject ? ['--import', `data:text/javascript,${encodeURIComponent(inject)}`] : []
  const child = spawn(process.execPath, [...injected, await built('main.js')], {
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

function readyLine(
  stdout: NodeJS.ReadableStream,
  output: () => string,
): Promise<Pick<GatewayProcess, 'pid' | 'url' | 'adminUrl'>> {
  return new Promise((resolve) => {
    stdout.on('data', () => {
      const line = output()
        .split('\n')
        .find((text) => text.endsWith('"msg":"ready"}'))
      if (line) resolve(JSON.parse(line))
    })
  })
}
