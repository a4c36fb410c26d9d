import type { ReadHandle } from '../db/index.js'

/** A read of more than 20 ms or so, on one snapshot. Input and answer are copied between threads. */
export type LongRead<Input, Output> = (on: ReadHandle, input: Input) => Promise<Output>

/** What worker threads can be asked for, by name. */
export const tasks = {}
