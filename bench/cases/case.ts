import type { Engine } from '../engines/engine.js'
import type { Outcome } from '../figures.js'
import type { Load } from '../load/load.js'
import type { Pace } from '../rounds.js'

/** What a case works with. */
export interface Bench {
  readonly engine: Engine
  readonly load: Load
  readonly pace: Pace
  /** For files of the run. */
  readonly folder: string
  /** A hundredth of the work, to see that everything runs. */
  readonly smoke: boolean
}

export interface Case {
  /** What `--case` names it by. */
  readonly name: string
  /** Null when what it works on is not here. */
  run(bench: Bench): Promise<Outcome | null>
}
