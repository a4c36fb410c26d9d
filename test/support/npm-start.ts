import { spawn } from 'node:child_process'
import { opened } from './opened.js'

export interface Started {
  readonly url: string
  /** All that it has printed. */
  output(): string
  stop(): Promise<number | null>
}

export const adminKey = 'the-admin-key-of-the-tests-has-32-characters'

/** `npm start`, less npm, on a SQLite file and free ports. It is killed after the test file at the latest. */
export async function npmStart(database: string): Promise<Started> {
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: `file:${database}`,
      PORT: '0',
      ADMIN_PORT: '0',
      ATHANOR_ADMIN_KEY: adminKey,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  opened.add({ close: async () => void child.kill('SIGKILL') })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  let output = ''
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
        const found = /GraphQL +(http:\S+)\/graphql/.exec(output)
        if (found?.[1]) resolve(found[1])
      })
    void ended.then((code) => reject(new Error(`It ended with ${code}:\n${output}`)))
  })
  return {
    url,
    output: () => output,
    stop() {
      child.kill('SIGTERM')
      return ended
    },
  }
}
