import { appendFileSync, chownSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newCluster, type PostgresServer, startPostgres } from './postgres.js'
import { administer } from './postgres-admin.js'
import { serverUser } from './postgres-programs.js'

export interface PostgresPair {
  readonly primary: PostgresServer
  /** Has every commit before it is acknowledged. */
  readonly standby: PostgresServer
  /** Makes the standby a primary that waits for nobody. */
  promote(): Promise<void>
  stop(): Promise<void>
}

/** Two servers with the fsyncs of production, of which the second follows the first synchronously. */
export async function startPair(): Promise<PostgresPair> {
  const followers = newCluster()
  const primary = await startPostgres({
    durable: true,
    settings: ['synchronous_standby_names=standby', 'synchronous_commit=on'],
  })
  follow(followers, primary.port)
  const standby = await startPostgres({ durable: true, data: followers })
  return {
    primary,
    standby,
    promote: () => administer(standby.url('postgres'), 'select pg_promote(true, 30)'),
    stop: async () => void (await Promise.all([primary.stop(), standby.stop()])),
  }
}

function follow(data: string, port: number): void {
  const signal = join(data, 'standby.signal')
  writeFileSync(signal, '')
  if (serverUser.uid) chownSync(signal, serverUser.uid, serverUser.gid)
  appendFileSync(
    join(data, 'postgresql.auto.conf'),
    `primary_conninfo = 'host=127.0.0.1 port=${port} user=athanor application_name=standby'\n`,
  )
}
