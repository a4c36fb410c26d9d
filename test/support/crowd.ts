import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { opened } from './opened.js'

export interface Told {
  readonly buyer: string
  readonly what: 'commit' | 'release' | 'refused'
  readonly reservation: string | undefined
}

export interface Crowd {
  /** What buyers were answered. */
  readonly told: readonly Told[]
  /** Ends the process in the middle of whatever it does, and lets another one go on with who has no answer. */
  kill(): Promise<void>
  /** When every buyer has an answer. */
  readonly done: Promise<void>
}

/** So many buyers of one variant in a process of their own. */
export function startCrowd(url: string, variantId: number, name: string, size: number): Crowd {
  const waiting = new Set(Array.from({ length: size }, (_, i) => `${name}-${i}`))
  const told: Told[] = []
  const { promise: done, resolve, reject } = promised()
  let { child, ended } = start()

  function start(): { child: ChildProcess; ended: Promise<unknown> } {
    const program = ['--import', 'tsx', 'test/faults/buyers-process.ts', String(variantId), ...waiting]
    const started = spawn(process.execPath, program, {
      env: { ...process.env, DATABASE_URL: url },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    opened.add({ close: async () => void started.kill('SIGKILL') })
    let text = ''
    started.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = `${text}${chunk}`.split('\n')
      text = lines.pop() ?? ''
      lines.forEach(hear)
    })
    const exit = once(started, 'close')
    void exit.then(([code]) => {
      if (code === 0) resolve()
      else if (code !== null) reject(new Error(`A process of buyers ended with ${code}`))
    })
    return { child: started, ended: exit }
  }

  function hear(line: string): void {
    const [buyer = '', what, reservation] = line.split(' ')
    waiting.delete(buyer)
    told.push({ buyer, what: what as Told['what'], reservation })
  }

  return {
    told,
    done,
    async kill() {
      child.kill('SIGKILL')
      await ended
      ;({ child, ended } = start())
    },
  }
}

function promised() {
  let resolve = () => {}
  let reject = (_: Error) => {}
  const promise = new Promise<void>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}
