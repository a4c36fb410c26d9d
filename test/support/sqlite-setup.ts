import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { migrate } from '../../src/db/migrations.js'

/** A migrated file for the test files to copy. */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'athanor-test-'))
  await migrate(`file:${join(folder, 'template.db')}`)
  project.provide('testServers', [folder])
  return () => rmSync(folder, { recursive: true, force: true })
}
