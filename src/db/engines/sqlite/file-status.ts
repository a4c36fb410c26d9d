import { stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { SqliteStatus } from '../../database.js'

export async function fileStatus(path: string): Promise<SqliteStatus> {
  const [wal, disk] = await Promise.all([stat(`${path}-wal`).catch(() => null), statfs(dirname(path))])
  return { kind: 'sqlite', walBytes: wal?.size ?? 0, freeBytes: disk.bavail * disk.bsize }
}
