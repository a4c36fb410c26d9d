import type { TestProject } from 'vitest/node'
import { migrate } from '../../src/db/migrations.js'
import { startPostgres } from './postgres.js'
import { administer } from './postgres-admin.js'

/** A server with a migrated database for the test files to copy. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres()
  await administer(server.url('postgres'), 'create database template_athanor')
  await migrate(server.url('template_athanor'))
  project.provide('testServer', server.url('postgres'))
  return () => server.stop()
}
