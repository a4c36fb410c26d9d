import type { Readiness } from '../../http/health.js'

export type Checks = Awaited<ReturnType<Readiness>>

/** What the primary tells a worker process: to end gracefully, or to answer the question of this number. */
export type ToWorker = 'stop' | { readonly asked: number }

/** What a worker process tells the primary: where it serves, once it does, and its answers. */
export type FromWorker = { readonly url: string } | { readonly answered: number; readonly checks: Checks }
