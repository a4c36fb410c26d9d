import { type Burst, type Figures, type Line, median } from './figures.js'

/** Somebody who does the same work as the others, each in its turn. */
export interface Contestant {
  readonly name: string
  /** Works for so long. */
  burst(seconds: number): Promise<Burst>
  /** Of the working process so far. */
  cpuSeconds(): number
  /** Of the database's processes so far. */
  databaseCpuSeconds(): number
}

export interface Pace {
  readonly rounds: number
  /** Of one burst. */
  readonly seconds: number
  readonly warmUpSeconds: number
}

/** Lets them work in turn, A B A B, so that a slow moment of the machine meets all of them; answers the medians. */
export async function takeTurns(contestants: readonly Contestant[], pace: Pace): Promise<Line[]> {
  for (const contestant of contestants) await contestant.burst(pace.warmUpSeconds)
  const rounds: Figures[][] = []
  for (let round = 0; round < pace.rounds; round++) {
    const figures: Figures[] = []
    for (const contestant of contestants) figures.push(await measured(contestant, pace.seconds))
    rounds.push(figures)
  }
  return contestants.map(({ name }, i) => ({
    contestant: name,
    ...medians(rounds.map((figures) => figures[i] as Figures)),
  }))
}

/** One burst with its CPU time. */
export async function measured(contestant: Contestant, seconds: number): Promise<Figures> {
  const cpu = contestant.cpuSeconds()
  const databaseCpu = contestant.databaseCpuSeconds()
  const burst = await contestant.burst(seconds)
  return {
    cpuMicros: ((contestant.cpuSeconds() - cpu) / burst.count) * 1e6,
    databaseCpuMicros: ((contestant.databaseCpuSeconds() - databaseCpu) / burst.count) * 1e6,
    perSecond: burst.count / burst.seconds,
    p50Ms: burst.p50Ms,
    p99Ms: burst.p99Ms,
  }
}

function medians(rounds: readonly Figures[]): Figures {
  const of = (key: keyof Figures) => median(rounds.map((figures) => figures[key] ?? Number.NaN))
  return {
    cpuMicros: of('cpuMicros'),
    databaseCpuMicros: of('databaseCpuMicros'),
    perSecond: of('perSecond'),
    p50Ms: of('p50Ms'),
    p99Ms: of('p99Ms'),
  }
}
