import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

const onLinux = process.platform === 'linux'
/** In which Linux tells CPU time, on every architecture that Node runs on. */
const ticksPerSecond = 100

interface Stat {
  readonly parent: number
  readonly ownTicks: number
  /** Of children that have ended. */
  readonly childTicks: number
}

/** What `/proc/<pid>/stat` says, counted from behind the name, which may hold anything. */
function statOf(pid: number): Stat {
  const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ')
  const at = (index: number) => Number(fields[index])
  return { parent: at(1), ownTicks: at(11) + at(12), childTicks: at(13) + at(14) }
}

/** User and system time of a process so far. */
export const cpuSecondsOf = (pid: number): number =>
  onLinux ? statOf(pid).ownTicks / ticksPerSecond : secondsOf(shown(pid, 'time'))

/** The same with that of its children, also of those that have ended; 0 where the system does not tell. */
export function familyCpuSecondsOf(pid: number): number {
  if (!onLinux) return 0
  const { ownTicks, childTicks } = statOf(pid)
  const living = readdirSync('/proc').flatMap((name) =>
    /^\d+$/.test(name) ? childOf(pid, Number(name)) : [],
  )
  return living.reduce((ticks, child) => ticks + child.ownTicks, ownTicks + childTicks) / ticksPerSecond
}

function childOf(parent: number, pid: number): Stat[] {
  try {
    const stat = statOf(pid)
    return stat.parent === parent ? [stat] : []
  } catch {
    // It has ended since the folder was read.
    return []
  }
}

/** The most memory that a process has had so far, or has now where the system keeps no record; 0 once it has ended. */
export function peakMiBOf(pid: number): number {
  if (!onLinux) return Number(shown(pid, 'rss')) / 1_024
  const [, kib] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kib ?? 0) / 1_024
}

const shown = (pid: number, column: string): string =>
  execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).trim()

/** `[[days-]hours:]minutes:seconds`, as `ps` writes it. */
function secondsOf(text: string): number {
  const [days, clock] = text.includes('-') ? text.split('-') : ['0', text]
  const seconds = (clock ?? '').split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
  return Number(days) * 86_400 + seconds
}
