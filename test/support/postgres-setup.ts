import type { TestProject } from 'vitest/node'
import { migrate } from '../../src/db/migrations.js'
import { type PostgresServer, startPostgres } from './postgres.js'
import { administer } from './postgres-admin.js'

/**
 * Servers with a migrated database for the test files to copy. Each of the processes that run files has one to itself: a
 * long transaction in any database of a server holds up the outboxes of all.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { maxWorkers } = project.vitest.config
  const servers = await Promise.all(Array.from({ length: maxWorkers }, withTemplate))
  project.provide(
    'testServers',
    servers.map((server) => server.url('postgres')),
  )
  return async () => void (await Promise.all(servers.map((server) => server.stop())))
}

async function withTemplate(): Promise<PostgresServer> {
  const server = await startPostgres()
  await administer(server.url('postgres'), 'create database template_athanor')
  await migrate(server.url('template_athanor'))
  return server
}
