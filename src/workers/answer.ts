import { workerData } from 'node:worker_threads'
import { type Database, openDatabase } from '../db/index.js'
import { type CarriedError, packError } from './carried-error.js'
import type { LongRead } from './tasks.js'

/** Given to a thread when it starts. */
export interface ThreadSettings {
  readonly databaseUrl: string
  /** The module that exports `tasks`. */
  readonly tasksUrl: string
}

export interface Request {
  readonly name: string
  readonly input: unknown
}

export type Answer = { readonly value: unknown } | { readonly error: CarriedError }

const { databaseUrl, tasksUrl } = workerData as ThreadSettings
const { tasks } = (await import(tasksUrl)) as { tasks: Readonly<Record<string, LongRead<unknown, unknown>>> }
let opened: Promise<Database> | null = null

/** Opened with the first request, so that a failure is the answer to one, and the next tries again. */
function database(): Promise<Database> {
  opened ??= openDatabase({ url: databaseUrl, pool: 1 }).catch((error: unknown) => {
    opened = null
    throw error
  })
  return opened
}

/** Answers one request at a time, each from a snapshot of its own. */
export async function answer({ name, input }: Request): Promise<Answer> {
  try {
    const task = tasks[name]
    if (!task) throw new Error(`There is no long read named "${name}".`)
    const db = await database()
    return { value: await db.snapshot((on) => task(on, input)) }
  } catch (error) {
    return { error: packError(error) }
  }
}
