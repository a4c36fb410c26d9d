import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from './free-port.js'
import { opened } from './opened.js'
import { findRedis, howToInstallRedis } from './redis-programs.js'

export interface TestRedis {
  readonly url: string
  readonly port: number
  /** Of the server that runs now. */
  readonly pid: () => number
  /** Stops it in the middle of whatever it does: connections stay, answers do not come. */
  freeze(): void
  thaw(): void
  /** Ends it at once; what it held is lost. */
  kill(): Promise<void>
  /** Starts it again, empty, on the same port. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** An empty server of one's own on a free port, which keeps nothing on disk. It ends after the test file at the latest. */
export async function startRedis(): Promise<TestRedis> {
  const program = findRedis()
  if (!program) throw new Error(howToInstallRedis)
  const port = await freePort()
  let server = await launch(program, port)
  const end = async () => {
    if (server.keeper.exitCode !== null) return
    server.keeper.stdin?.end()
    await once(server.keeper, 'exit')
  }
  const redis: TestRedis = {
    url: `redis://127.0.0.1:${port}`,
    port,
    pid: () => server.pid,
    freeze: () => void process.kill(server.pid, 'SIGSTOP'),
    thaw: () => void process.kill(server.pid, 'SIGCONT'),
    kill: end,
    async restart() {
      await end()
      server = await launch(program, port)
    },
    async stop() {
      opened.delete(closing)
      await end()
    },
  }
  const closing = { close: () => redis.stop() }
  opened.add(closing)
  return redis
}

/** The pipe to the shell closes when this process ends in whatever way, and then the server goes too. */
const keeper =
  '"$0" "$@" </dev/null >/dev/null 2>&1 & echo $!; read -r _; kill -KILL $!; wait $!; rm -rf "$REDIS_FOLDER"'

interface Server {
  readonly keeper: ChildProcess
  readonly pid: number
}

async function launch(program: string, port: number): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'athanor-redis-'))
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder]
  const forgetful = ['--save', '', '--appendonly', 'no']
  const shell = spawn('/bin/sh', ['-c', keeper, program, ...settings, ...forgetful], {
    env: { ...process.env, REDIS_FOLDER: folder },
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true,
  })
  const [line] = await once(createInterface(shell.stdout), 'line')
  await listening(port)
  return { keeper: shell, pid: Number(line) }
}

const startingMs = 10_000

async function listening(port: number): Promise<void> {
  for (const until = performance.now() + startingMs; ; await sleep(10)) {
    const socket = connect(port, '127.0.0.1')
    try {
      await once(socket, 'connect')
      return
    } catch (error) {
      if (performance.now() > until) throw new Error('redis-server does not start.', { cause: error })
    } finally {
      socket.destroy()
    }
  }
}
