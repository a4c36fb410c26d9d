import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'vitest'
import { opened } from './opened.js'

export interface Trace {
  /** The system calls so far, a line each. */
  lines(): string[]
  stop(): Promise<void>
}

/** Follows a process with all of its threads from now on. */
export async function attachStrace(pid: number, flags: readonly string[]): Promise<Trace> {
  const tracer = spawn('strace', ['-f', '-p', String(pid), ...flags], { stdio: ['ignore', 'ignore', 'pipe'] })
  const exit = once(tracer, 'close')
  let text = ''
  const attached = new Promise<void>((resolve, reject) => {
    tracer.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
      if (/attached/.test(text)) resolve()
    })
    exit.then(() => reject(new Error(`strace ended: ${text}`)), reject)
  })
  const stop = async () => {
    tracer.kill('SIGTERM')
    await exit
  }
  opened.add({ close: stop })
  await attached
  return { lines: () => text.split('\n'), stop }
}

function canTrace(): boolean {
  try {
    execFileSync('strace', ['-o', '/dev/null', 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** A test that needs `strace`. Where it cannot be used it is skipped visibly; with `CI=true` that is a failure. */
export function testUnderStrace(name: string, options: { timeout: number }, body: () => Promise<void>): void {
  if (process.env.CI === 'true' || canTrace()) test(name, options, body)
  else test.skip(`${name} (needs strace, and the right to trace)`, body)
}
