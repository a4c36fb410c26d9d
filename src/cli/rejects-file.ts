import { createReadStream, existsSync } from 'node:fs'
import { type FileHandle, open, rename } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import type { Rejection } from '../domains/feeds/index.js'

/** Where rejections are written for who mends them, one JSON object a line. */
export interface RejectsFile {
  write(rejections: readonly Rejection[]): Promise<void>
  close(): Promise<void>
}

/**
 * Begins the file anew. An import that goes on keeps what stands in it, but for the rejections of the last batch, of
 * which it tells again: some of them may not have reached the file.
 */
export async function openRejects(path: string, goesOn: boolean): Promise<RejectsFile> {
  let file: FileHandle | null = goesOn && existsSync(path) ? null : await open(path, 'w')
  return {
    async write(rejections) {
      file ??= await openBehind(path, rejections[0]?.line ?? Number.POSITIVE_INFINITY)
      await file.appendFile(rejections.map((rejection) => `${JSON.stringify(rejection)}\n`).join(''))
    },
    async close() {
      await file?.close()
    },
  }
}

/** Keeps what was rejected before a line of the feed; what comes then is written again. */
async function openBehind(path: string, line: number): Promise<FileHandle> {
  const kept = `${path}.kept`
  const file = await open(kept, 'w')
  for await (const text of createInterface(createReadStream(path)))
    if (lineOf(text) < line) await file.appendFile(`${text}\n`)
  await file.close()
  await rename(kept, path)
  return open(path, 'a')
}

/** A line that a killed import cut off counts as behind everything. */
function lineOf(text: string): number {
  try {
    return (JSON.parse(text) as Rejection).line
  } catch {
    return Number.POSITIVE_INFINITY
  }
}
