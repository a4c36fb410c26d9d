import pg from 'pg'
import { startPostgres } from '../../test/support/postgres.js'
import { runAthanor } from '../processes/athanor.js'
import { familyCpuSecondsOf } from '../processes/usage.js'
import type { Engine } from './engine.js'

/** A PostgreSQL of its own, as durable as in production, which the shop is copied into out of its SQLite file. */
export async function postgresEngine(shopFile: string): Promise<Engine> {
  const server = await startPostgres({ durable: true })
  const admin = new pg.Client({ connectionString: server.url('postgres') })
  await admin.connect()
  const [about] = (
    await admin.query(
      `select split_part(version(), ' ', 2) as version, split_part(pg_read_file('postmaster.pid'), E'\n', 1)::int as pid`,
    )
  ).rows as [{ version: string; pid: number }]
  let made = 0
  async function create(template: string): Promise<string> {
    const name = `bench_${++made}`
    await admin.query(`create database ${name} template ${template}`)
    return server.url(name)
  }
  async function shopTemplate(): Promise<string> {
    const name = 'shop'
    await admin.query(`create database ${name}`)
    await runAthanor(['copy', '--from', `file:${shopFile}`, '--to', server.url(name)], server.url(name))
    await tidy(server.url(name))
    return name
  }
  let template: Promise<string> | undefined
  return {
    name: 'postgres',
    version: `PostgreSQL ${about.version}`,
    async shop() {
      template ??= shopTemplate()
      return create(await template)
    },
    empty: () => create('template1'),
    cpuSeconds: () => familyCpuSecondsOf(about.pid),
    async stop() {
      await admin.end()
      await server.stop()
    },
  }
}

/** What autovacuum does after a while: plans are made from statistics. */
async function tidy(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('vacuum analyze')
  await client.end()
}
