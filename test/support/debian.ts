import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Installs a package when this is Debian and we are root; tells whether it is there now. */
export function installFromDebian(name: string): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
  try {
    execFileSync('apt-get', ['update'], { stdio: 'ignore' })
    execFileSync('apt-get', ['install', '-y', '--no-install-recommends', name], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
