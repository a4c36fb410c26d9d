import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statfsSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { freePort } from './free-port.js'
import { findPostgres, howToInstall, renameInto, serverUser, versionOf } from './postgres-programs.js'

export interface PostgresServer {
  readonly url: (database: string) => string
  readonly port: number
  /** To all of its processes. */
  signal(name: NodeJS.Signals): void
  stop(options?: StopOptions): Promise<void>
}

interface StopOptions {
  /** Leaves the data for another server to start with. */
  readonly keepData?: boolean
}

export interface PostgresOptions {
  /** With the fsyncs of production; without them, which is for tests, a crash of the machine loses everything. */
  readonly durable?: boolean
  /** Where it was stopped, or what `newCluster` made; a new one when left out. */
  readonly data?: string
  readonly port?: number
  /** `name=value`, beside the usual ones. */
  readonly settings?: readonly string[]
}

const user = 'athanor'
const hasty = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum=off']
const startingMs = 30_000

/** The programs; throws where there are none. */
function programsHere(): string {
  const programs = findPostgres()
  if (!programs) throw new Error(howToInstall)
  return programs
}

/** A new folder of data. All of them are copies of one, so that any can follow any other as its standby. */
export function newCluster(folder = tmpdir()): string {
  const data = mkdtempSync(join(folder, 'athanor-postgres-'))
  cpSync(emptyCluster(programsHere()), data, { recursive: true, preserveTimestamps: false })
  execFileSync('chmod', ['-R', 'go=', data])
  if (serverUser.uid) execFileSync('chown', ['-R', `${serverUser.uid}:${serverUser.gid}`, data])
  return data
}

const inMemory = '/dev/shm'
const plentyBytes = 8 * 2 ** 30

/** The hundreds of databases of a test run are made and gone much sooner in memory, where there is plenty. */
function quickFolder(): string {
  if (!existsSync(inMemory)) return tmpdir()
  const { bavail, bsize } = statfsSync(inMemory)
  return bavail * bsize >= plentyBytes ? inMemory : tmpdir()
}

/** A server of its own on a free port and a new folder; both are gone when it stops, or when this process ends. */
export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresServer> {
  const { durable = false, port = await freePort(), settings = [] } = options
  const { data = newCluster(durable ? tmpdir() : quickFolder()) } = options
  const server = launch(join(programsHere(), 'postgres'), data, [
    `port=${port}`,
    `unix_socket_directories=${data}`,
    'max_connections=200',
    ...(durable ? [] : hasty),
    ...settings,
  ])
  const url = (database: string) => `postgres://${user}@127.0.0.1:${port}/${database}`
  await answering(url('postgres'), server)
  return {
    url,
    port,
    signal: (name) => signalAll(data, name),
    stop: ({ keepData = false } = {}) => stop(server, keepData),
  }
}

function signalAll(data: string, name: NodeJS.Signals): void {
  const postmaster = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0])
  const parentOf = (pid: string) => /^\d+ \(.*\) \S (\d+)/.exec(statOf(pid))?.[1]
  const children = readdirSync('/proc').filter(
    (pid) => /^\d/.test(pid) && parentOf(pid) === String(postmaster),
  )
  for (const pid of [postmaster, ...children.map(Number)]) killIfThere(pid, name)
}

function statOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return ''
  }
}

function killIfThere(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** What `initdb` makes takes two seconds, so it is made once for each version and copied. */
function emptyCluster(programs: string): string {
  const version = versionOf(programs).replaceAll(/[^\d.]/g, '')
  const cluster = join(tmpdir(), `athanor-postgres-empty-${version}-${process.getuid?.() ?? ''}`)
  if (!existsSync(join(cluster, 'PG_VERSION')))
    renameInto(cluster, (folder) => {
      if (serverUser.uid) chownSync(folder, serverUser.uid, serverUser.gid)
      chmodSync(folder, 0o700)
      const flags = [
        '--username',
        user,
        '--auth',
        'trust',
        '--encoding',
        'UTF8',
        '--locale',
        'C',
        '--no-sync',
      ]
      execFileSync(join(programs, 'initdb'), ['-D', folder, ...flags], {
        ...serverUser,
        cwd: tmpdir(),
        stdio: 'pipe',
      })
    })
  return cluster
}

/** The pipe to the shell closes when this process ends in whatever way, and then the server goes too. */
const keeper = `"$0" "$@" </dev/null & server=$!; read -r wish
if [ "$wish" = keep ]; then kill -INT $server; wait $server
else kill -QUIT $server; kill -CONT $server; wait $server; rm -rf "$PGDATA"; fi`

function launch(program: string, data: string, settings: readonly string[]): ChildProcess {
  const flags = settings.flatMap((setting) => ['-c', setting])
  return spawn('/bin/sh', ['-c', keeper, program, ...flags], {
    ...serverUser,
    cwd: tmpdir(),
    env: { ...process.env, PGDATA: data },
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
}

async function stop(server: ChildProcess, keepData: boolean): Promise<void> {
  if (server.exitCode !== null) return
  server.stdin?.end(keepData ? 'keep\n' : '')
  await once(server, 'exit')
}

async function answering(url: string, server: ChildProcess): Promise<void> {
  for (const until = Date.now() + startingMs; ; await sleep(50)) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      return
    } catch (error) {
      if (server.exitCode !== null || Date.now() > until)
        throw new Error('PostgreSQL does not start.', { cause: error })
    } finally {
      await client.end()
    }
  }
}
