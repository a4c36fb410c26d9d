// @ts-check
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Runs a job while no other process runs one under the same lock file. A process that died with the lock does not block.
 *
 * @param {string} file
 * @param {() => void | Promise<void>} job
 */
export async function alone(file, job) {
  while (!taken(file)) await sleep(50)
  try {
    await job()
  } finally {
    rmSync(file, { force: true })
  }
}

/** @param {string} file */
function taken(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
    if (!isHeld(file)) rmSync(file, { force: true })
    return false
  }
}

/** @param {string} file */
function isHeld(file) {
  try {
    const holder = Number(readFileSync(file, 'utf8'))
    // The file is empty for a moment between its making and the writing of the holder.
    return holder === 0 || process.kill(holder, 0)
  } catch (error) {
    // Where the file is gone, the next in turn may have one there by now.
    return !isCode(error, 'ESRCH')
  }
}

/**
 * @param {unknown} error
 * @param {string} code
 */
const isCode = (error, code) => error instanceof Error && 'code' in error && error.code === code
