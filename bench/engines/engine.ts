export const engineNames = ['sqlite', 'postgres'] as const
export type EngineName = (typeof engineNames)[number]

/** Where the databases of the benchmarks come from. */
export interface Engine {
  readonly name: EngineName
  /** Such as `SQLite 3.53.2`. */
  readonly version: string
  /** The URL of a database that has the shop in it. */
  shop(): Promise<string>
  /** The URL of a new database without anything. */
  empty(): Promise<string>
  /** CPU time of the database's own processes so far; 0 where it works inside of others. */
  cpuSeconds(): number
  stop(): Promise<void>
}
