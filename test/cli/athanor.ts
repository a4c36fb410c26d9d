import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, vi } from 'vitest'
import { explained } from '../../src/cli/explained.js'
import { buildProgram } from '../../src/cli/program.js'
import { dialect, dialectOf } from '../../src/db/dialect.js'
import { built } from '../support/built.js'

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}
export interface RunOptions {
  readonly url?: string
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string | Buffer
}

/** The command line, as a process of its own. */
export async function athanorProcess(
  args: readonly string[],
  { url, env = {}, input = '' }: RunOptions = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [await built('cli/index.js'), ...args], {
    env: {
      PATH: process.env.PATH,
      TMPDIR: process.env.TMPDIR,
      NODE_NO_WARNINGS: '1',
      ...(url && { DATABASE_URL: url }),
      ...env,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
}

/** The same in this process, which is quicker, unless its engine is the other one or it starts processes by itself. */
export async function athanor(args: readonly string[], url: string): Promise<Ended> {
  if (dialectOf(url) !== dialect || args[0] === 'copy') return athanorProcess(args, { url })
  const stdout = caught(process.stdout)
  const stderr = caught(process.stderr)
  const before = process.env.DATABASE_URL
  process.env.DATABASE_URL = url
  try {
    await buildProgram().parseAsync(args, { from: 'user' })
    return { code: Number(process.exitCode ?? 0), stdout: stdout.text(), stderr: stderr.text() }
  } catch (error) {
    return { code: 1, stdout: stdout.text(), stderr: `${stderr.text()}${explained(error)}\n` }
  } finally {
    process.env.DATABASE_URL = before
    process.exitCode = undefined
    stdout.release()
    stderr.release()
  }
}

function caught(stream: NodeJS.WriteStream) {
  let text = ''
  const spy = vi.spyOn(stream, 'write').mockImplementation((piece, ...rest: unknown[]) => {
    text += String(piece)
    const written = rest.find((given) => typeof given === 'function')
    if (typeof written === 'function') queueMicrotask(() => written())
    return true
  })
  return { text: () => text, release: () => spy.mockRestore() }
}

/** A folder for the files of one test file, gone behind it. */
export function testFolder(): (name: string) => string {
  const folder = mkdtempSync(join(tmpdir(), 'athanor-cli-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return (name) => join(folder, name)
}
