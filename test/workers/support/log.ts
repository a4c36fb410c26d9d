import type { Log } from '../../../src/kernel/log.js'

export interface Line {
  readonly level: 'info' | 'warn' | 'error'
  readonly message: string
}

/** Keeps what is said to it. */
export function memoryLog(): Log & { readonly lines: Line[] } {
  const lines: Line[] = []
  const keep = (level: Line['level']) => (_fields: object, message: string) =>
    void lines.push({ level, message })
  return { lines, info: keep('info'), warn: keep('warn'), error: keep('error') }
}
