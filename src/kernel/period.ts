/** From an instant on, until just before another; null: without that end. */
export interface Period {
  readonly startsAt: Date | null
  readonly endsAt: Date | null
}

export const hasStarted = ({ startsAt }: Period, at: Date): boolean => startsAt === null || startsAt <= at

export const hasEnded = ({ endsAt }: Pick<Period, 'endsAt'>, at: Date): boolean =>
  endsAt !== null && endsAt <= at

export const isDuring = (period: Period, at: Date): boolean => hasStarted(period, at) && !hasEnded(period, at)
