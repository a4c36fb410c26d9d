import { execFileSync } from 'node:child_process'
import { chownSync, mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'vitest'
import { opened } from './opened.js'

export interface SmallDisk {
  readonly folder: string
  /** Leaves only so much room. */
  fill(leaveKib: number): void
  /** Takes away what filled it. */
  free(): void
}

/** A disk in memory of so many mebibytes, for root alone. It is gone after the test file. */
export function mountSmallDisk(mib: number, owner?: { uid?: number; gid?: number }): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'athanor-small-disk-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mib}m`, 'tmpfs', folder])
  if (owner?.uid && owner.gid) chownSync(folder, owner.uid, owner.gid)
  opened.add({
    async close() {
      execFileSync('umount', ['-l', folder])
      rmdirSync(folder)
    },
  })
  const ballast = join(folder, 'ballast')
  return {
    folder,
    fill(leaveKib) {
      const { bavail, bsize } = statfsSync(folder)
      try {
        writeFileSync(ballast, Buffer.alloc(Math.max(bavail * bsize - leaveKib * 1_024, 0), 1))
      } catch (error) {
        // Somebody else has taken the room in the meantime.
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
      }
    },
    free: () => rmSync(ballast, { force: true }),
  }
}

const canMount = process.platform === 'linux' && process.getuid?.() === 0

/** A test that needs a small disk. Who cannot mount one skips it visibly; with `CI=true` that is a failure. */
export function testOnSmallDisk(name: string, options: { timeout: number }, body: () => Promise<void>): void {
  if (canMount || process.env.CI === 'true') test(name, options, body)
  else test.skip(`${name} (needs root on Linux, to mount a small disk)`, body)
}
