import { readFileSync } from 'node:fs'

const ours = /\b(?:athanor|nodejs|process)_[a-z0-9_]+/g
/** What a histogram's series add to its name. */
const suffix = /_(?:bucket|count|sum)$/

const files = ['deploy/grafana/athanor.json', 'deploy/prometheus/alerts.yml'] as const

/** The names of the metrics that dashboard and alerts ask for. */
export const askedMetrics = (): readonly string[] =>
  [...new Set(files.flatMap((file) => readFileSync(file, 'utf8').match(ours) ?? []))].sort()

/** Names without what a histogram adds to them. */
export const baseNames = (names: Iterable<string>): ReadonlySet<string> =>
  new Set([...names].map((name) => name.replace(/\{.*/s, '').replace(suffix, '')))
