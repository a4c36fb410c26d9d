import { type Tx, WriteRuleError } from '../../db/index.js'
import type { Clock } from '../../kernel/clock.js'
import { newId } from '../../kernel/ids.js'
import type { Actor } from '../audit/index.js'
import type { ChannelInput } from '../channels/index.js'
import { BatchSize } from './batch-size.js'
import type { Entry } from './entries.js'
import { FeedError } from './feed-error.js'
import { forgetAbandoned, forgetRun } from './forget-runs.js'
import { type Rejection, rejectionOf } from './rejection.js'
import { type Checkpoint, readCheckpoint, writeCheckpoint } from './store.js'
import { takeEntries } from './take-entries.js'
import type { FeedServices, Outcome } from './types.js'

export interface ImportRequest {
  readonly actor: Actor
  readonly entries: AsyncIterable<Entry>
  /** Tells the same file with the same mapping from any other, so that a killed import goes on; null: it never does. */
  readonly fingerprint: string | null
  /** Made first when there is none of that slug. */
  readonly channels?: readonly ChannelInput[]
  /** Takes everything again from the first line on. */
  readonly restart?: boolean
  /** Told of rejections after the commit of their batch; an import that goes on tells of its last batch once more. */
  readonly rejected: (rejections: readonly Rejection[]) => Promise<void>
  /** Told after every batch how far the feed is done. */
  readonly progress?: (linesDone: number) => void
}

export interface ImportSummary {
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  /** Records of the feed that are not products. */
  readonly saved: number
  /** All of the feed's, also those from before it was killed. */
  readonly rejected: number
  /** The line behind which a killed import went on; 0 when all was done now. */
  readonly resumedBehindLine: number
}

/** As much of a feed is in memory at once. */
const mostBytes = 4 * 1_048_576
/** An entry is taken whole, so a product with thousands of variants holds the writer for as long as it takes. */
const wholeEntryMs = 2_000

/**
 * Takes a feed into the catalog, batch by batch, each in one transaction with the mark of how far the feed is done: killed
 * at any point and started again it goes on there, and ends with the same catalog.
 */
export async function importFeed(
  services: FeedServices,
  clock: Clock,
  request: ImportRequest,
): Promise<ImportSummary> {
  const run = request.fingerprint ?? newId()
  await forgetAbandoned(services.db, clock.now())
  if (request.restart) await forgetRun(services.db, run)
  await makeMissingChannels(services, request)
  const begun = await readCheckpoint(services.db.read, run)
  if (begun && begun.lastRejections.length > 0) await request.rejected(begun.lastRejections)
  const importing = new Importing(
    services,
    clock,
    request,
    run,
    begun ?? { linesDone: 0, rejected: 0, lastRejections: [] },
  )
  const summary = await importing.takeAll()
  await forgetRun(services.db, run)
  return { ...summary, resumedBehindLine: begun?.linesDone ?? 0 }
}

async function makeMissingChannels(
  { db, channels }: FeedServices,
  { actor, channels: wanted = [] }: ImportRequest,
): Promise<void> {
  const known = new Set((await channels.all(db.read)).map((channel) => channel.slug))
  for (const channel of wanted) {
    if (known.has(channel.slug)) continue
    const saved = await channels.save(actor, channel)
    if (!saved.ok)
      throw new FeedError(`The channel "${channel.slug}" of the mapping: ${saved.errors[0]?.message}`)
  }
}

class Importing {
  private readonly counts = { CREATED: 0, UPDATED: 0, UNCHANGED: 0, SAVED: 0, REJECTED: 0 }
  private readonly batch = new BatchSize()

  constructor(
    private readonly services: FeedServices,
    private readonly clock: Clock,
    private readonly request: ImportRequest,
    private readonly run: string,
    private checkpoint: Checkpoint,
  ) {}

  async takeAll(): Promise<Omit<ImportSummary, 'resumedBehindLine'>> {
    let batch: Entry[] = []
    let bytes = 0
    for await (const entry of this.request.entries) {
      if (entry.span.last <= this.checkpoint.linesDone) continue
      batch.push(entry)
      bytes += entry.bytes
      if (batch.length < this.batch.size && bytes < mostBytes) continue
      await this.take(batch)
      batch = []
      bytes = 0
    }
    await this.take(batch)
    const { CREATED: created, UPDATED: updated, UNCHANGED: unchanged, SAVED: saved } = this.counts
    return { created, updated, unchanged, saved, rejected: this.checkpoint.rejected }
  }

  /** A batch that turns out to be too long for one job is taken in halves. */
  private async take(batch: readonly Entry[]): Promise<void> {
    if (batch.length === 0) return
    try {
      await this.commit(batch)
    } catch (error) {
      if (!(error instanceof WriteRuleError) || batch.length === 1) throw error
      const middle = Math.ceil(batch.length / 2)
      this.batch.halve()
      await this.take(batch.slice(0, middle))
      await this.take(batch.slice(middle))
    }
  }

  private async commit(batch: readonly Entry[]): Promise<void> {
    const options = batch.length === 1 ? { maxHoldMs: wholeEntryMs } : {}
    const { outcomes, checkpoint } = await this.services.db.write(
      (tx) => this.batch.timed(batch.length, () => this.takeIn(tx, batch)),
      options,
    )
    this.checkpoint = checkpoint
    for (const { kind } of outcomes) this.counts[kind] += 1
    if (checkpoint.lastRejections.length > 0) await this.request.rejected(checkpoint.lastRejections)
    this.request.progress?.(checkpoint.linesDone)
  }

  private async takeIn(tx: Tx, batch: readonly Entry[]) {
    const outcomes = await takeEntries(tx, this.services, this.request.actor, this.run, batch)
    const checkpoint = this.checkpointAfter(batch, outcomes)
    await writeCheckpoint(tx, this.run, checkpoint, this.clock.now())
    return { outcomes, checkpoint }
  }

  private checkpointAfter(batch: readonly Entry[], outcomes: readonly Outcome[]): Checkpoint {
    const lastRejections = batch.flatMap((entry, i) => {
      const outcome = outcomes[i]
      return outcome?.kind === 'REJECTED' ? [rejectionOf(entry, outcome.problems)] : []
    })
    return {
      linesDone: batch.at(-1)?.span.last ?? this.checkpoint.linesDone,
      rejected: this.checkpoint.rejected + lastRejections.length,
      lastRejections,
    }
  }
}
