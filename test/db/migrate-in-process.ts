import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** Runs the migrations in a process of its own; answers its exit code. */
export async function migrateInProcess(url: string): Promise<number> {
  const child = fork(fileURLToPath(new URL('./migrate-process.ts', import.meta.url)), [url], {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, DATABASE_URL: url },
  })
  const [code] = await once(child, 'exit')
  return code as number
}
