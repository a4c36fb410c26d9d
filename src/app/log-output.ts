import type { DestinationStream } from 'pino'

/**
 * The standard output, written to once in a turn of the event loop: a write of its own for each line would cost more than
 * the line. What is not written yet when the process ends is written then.
 */
export function standardOutput(): DestinationStream {
  const { stdout } = process
  // pino's own destination never lets the process end once the reader of the log is gone. This one lets it be gone.
  stdout.removeListener('error', ignore).on('error', ignore)
  let lines = ''
  const flush = () => {
    stdout.write(lines)
    lines = ''
  }
  process.on('exit', () => lines && flush())
  return {
    write(line) {
      if (lines === '') setImmediate(flush)
      lines += line
    },
  }
}

const ignore = () => {}
