import type { Rejection } from '../domains/feeds/index.js'
import { say } from './say.js'

const mostShown = 20

export interface RejectionReport {
  add(rejections: readonly Rejection[]): void
  /** `file`: where all of them are written. */
  end(file: string | undefined): void
}

/** Tells of the first rejections in full and counts the others. */
export function rejectionReport(): RejectionReport {
  let count = 0
  return {
    add(rejections) {
      for (const rejection of rejections) {
        count += 1
        if (count <= mostShown) say(shownRejection(rejection))
      }
    },
    end(file) {
      if (count > mostShown && file === undefined)
        say(`... and ${count - mostShown} more. \`--rejects <file>\` writes all of them.`)
      if (count > 0 && file !== undefined) say(`What was rejected, and why, is in ${file}.`)
    },
  }
}

function shownRejection({ line, lastLine, key, problems }: Rejection): string {
  const lines = line === lastLine ? `Line ${line}` : `Lines ${line} to ${lastLine}`
  const what = key === null ? '' : ` (${key.replace(':', ' ')})`
  const reasons = problems.map(({ field, message }) => `  ${field ? `${field}: ` : ''}${message}`)
  return [`${lines}${what} rejected:`, ...reasons].join('\n')
}
