import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, test } from 'vitest'

const folder = fileURLToPath(new URL('../../../shared/data/', import.meta.url))

/**
 * Tests on real data that lies beside the project and is no part of it. Where the file is absent they are skipped with
 * the reason in their name; with `CI=true` that is a failure, so that nobody is fooled by a green run.
 */
export function describeWithData(file: string, name: string, body: (path: string) => void): void {
  const path = folder + file
  if (existsSync(path)) describe(name, () => body(path))
  else if (process.env.CI === 'true')
    test(name, () => {
      throw new Error(`../shared/data/${file} is absent, and with CI=true it must be there.`)
    })
  else test.skip(`${name} (needs ../shared/data/${file})`)
}
