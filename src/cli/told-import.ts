import type { Rejection } from '../domains/feeds/index.js'
import type { FeedInput } from './feed-input.js'
import { progressBar } from './progress.js'
import { rejectionReport } from './rejection-report.js'
import { openRejects } from './rejects-file.js'

/** What an import is to tell as it goes on. */
interface Listener {
  rejected(rejections: readonly Rejection[]): Promise<void>
  progress(): void
}

interface Options {
  readonly input: FeedInput
  /** Where all rejections are written. */
  readonly rejects: string | undefined
  /** Whether an earlier run has written some of them. */
  readonly goesOn: boolean
}

/** Runs an import, and tells how far it is and what it rejects. */
export async function toldImport<T>(
  { input, rejects: path, goesOn }: Options,
  work: (listener: Listener) => Promise<T>,
): Promise<T> {
  const rejects = path === undefined ? null : await openRejects(path, goesOn)
  const report = rejectionReport()
  const bar = progressBar('Importing', input.size)
  try {
    return await work({
      async rejected(rejections) {
        report.add(rejections)
        await rejects?.write(rejections)
      },
      progress: () => bar.at(input.bytesRead()),
    })
  } finally {
    bar.stop()
    await rejects?.close()
    report.end(path)
  }
}
