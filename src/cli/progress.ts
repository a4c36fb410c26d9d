import { Presets, SingleBar } from 'cli-progress'

export interface Progress {
  at(value: number): void
  stop(): void
}

/** A bar on the standard error; nothing when that is no terminal, or when the whole is not known. */
export function progressBar(what: string, total: number | null): Progress {
  if (!process.stderr.isTTY || !total) return { at() {}, stop() {} }
  const bar = new SingleBar(
    {
      format: `${what} {bar} {percentage}% · {eta_formatted} left`,
      stream: process.stderr,
      hideCursor: true,
    },
    Presets.shades_classic,
  )
  bar.start(total, 0)
  return { at: (value) => bar.update(Math.min(value, total)), stop: () => bar.stop() }
}
