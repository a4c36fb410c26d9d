import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { installFromDebian } from './debian.js'

export const howToInstallRedis =
  'redis-server is not on the PATH: install it, e.g. `apt-get install redis-server`.'

function onPath(): string | null {
  const programs = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'redis-server'))
  return programs.find(isProgram) ?? null
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The server's program: the machine's, else Debian's, installed now; null when none can be had. */
export function findRedis(): string | null {
  return onPath() ?? (installFromDebian('redis-server') ? onPath() : null)
}
