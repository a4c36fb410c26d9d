import { createLog } from '../../src/app/log.js'
import type { StartOptions } from '../../src/app/opening.js'
import { type Athanor, startAthanor } from '../../src/app/start.js'
import { readConfig } from '../../src/config.js'
import { createTestDatabase } from './database.js'
import { opened } from './opened.js'

interface Options extends Pick<StartOptions, 'prepare'> {
  readonly settings?: Readonly<Record<string, string>>
  /** Given each line of the log. */
  readonly onLog?: (line: string) => void
}

/** All of a gateway in this process, on free ports and a fresh database. It stops after the test file at the latest. */
export async function startTestAthanor({ settings, onLog, ...options }: Options = {}): Promise<Athanor> {
  const config = readConfig({
    ...{ DATABASE_URL: await createTestDatabase(), PORT: '0', ADMIN_PORT: '0' },
    ...settings,
  })
  const log = createLog('info', { write: (line) => onLog?.(line) })
  const onFatal = (error: unknown) => {
    throw error
  }
  const athanor = await startAthanor(config, { ...options, log, onFatal })
  const stopping = { close: () => athanor.stop() }
  opened.add(stopping)
  return {
    ...athanor,
    async stop() {
      if (opened.delete(stopping)) await athanor.stop()
    },
  }
}

/** What the gateway answers to Prometheus: values by `name{label="value"}`, with the labels as they come. */
export async function metricsAt(adminUrl: string): Promise<ReadonlyMap<string, number>> {
  const answer = await fetch(`${adminUrl}/metrics`)
  const lines = (await answer.text()).split('\n').filter((line) => line && !line.startsWith('#'))
  return new Map(
    lines.map((line) => {
      const space = line.lastIndexOf(' ')
      return [line.slice(0, space), Number(line.slice(space + 1))]
    }),
  )
}
