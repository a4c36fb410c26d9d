import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, cpSync, existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { freePort } from './free-port.js'
import { findPostgres, howToInstall, renameInto, serverUser, versionOf } from './postgres-programs.js'

export interface PostgresServer {
  readonly url: (database: string) => string
  stop(): Promise<void>
}

export interface PostgresOptions {
  /** With the fsyncs of production; without them, which is for tests, a crash of the machine loses everything. */
  readonly durable?: boolean
}

const user = 'athanor'
const hasty = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum=off']
const startingMs = 30_000

/** A server of its own on a free port and a new folder; both are gone when it stops, or when this process ends. */
export async function startPostgres({ durable = false }: PostgresOptions = {}): Promise<PostgresServer> {
  const programs = findPostgres()
  if (!programs) throw new Error(howToInstall)
  const data = mkdtempSync(join(tmpdir(), 'athanor-postgres-'))
  cpSync(emptyCluster(programs), data, { recursive: true, preserveTimestamps: false })
  execFileSync('chmod', ['-R', 'go=', data])
  if (serverUser.uid) execFileSync('chown', ['-R', `${serverUser.uid}:${serverUser.gid}`, data])
  const port = await freePort()
  const settings = [
    `port=${port}`,
    `unix_socket_directories=${data}`,
    'max_connections=200',
    ...(durable ? [] : hasty),
  ]
  const server = launch(join(programs, 'postgres'), data, settings)
  const url = (database: string) => `postgres://${user}@127.0.0.1:${port}/${database}`
  await answering(url('postgres'), server)
  return { url, stop: () => stop(server) }
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
const keeper =
  '"$0" "$@" </dev/null & server=$!; read -r _; kill -QUIT $server; wait $server; rm -rf "$PGDATA"'

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

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return
  server.stdin?.end()
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
