import type { ReadHandle } from '../db/index.js'
import { type CountInput, countListed } from '../domains/listing/index.js'

/** A read of more than 20 ms or so, on one snapshot. Input and answer are copied between threads. */
export type LongRead<Input, Output> = (on: ReadHandle, input: Input) => Promise<Output>

/** What worker threads can be asked for, by name. */
export const tasks = {
  'listing.count': (on: ReadHandle, { shelf, filter, now }: CountInput) =>
    countListed(on, shelf, filter, now),
}
