import { type Aggregator, Counter, Gauge, type Registry } from 'prom-client'

type Labels = Readonly<Record<string, string>>

/** One value, one for each set of labels, or null when there is nothing to tell. */
type Values = number | null | readonly (readonly [labels: Labels, value: number])[]

/** A metric whose values are read off something that keeps count by itself. */
export interface Series<Reading> {
  readonly kind: 'gauge' | 'counter'
  readonly name: string
  readonly help: string
  readonly labels: readonly string[]
  /** What becomes of the values of several processes. */
  readonly across: Aggregator
  readonly valuesOf: (reading: Reading) => Values
}

interface Details {
  readonly labels?: readonly string[]
  readonly across?: Aggregator
}

const seriesOf =
  (kind: 'gauge' | 'counter') =>
  <Reading>(
    name: string,
    help: string,
    valuesOf: Series<Reading>['valuesOf'],
    { labels = [], across = 'sum' }: Details = {},
  ): Series<Reading> => ({ kind, name, help, labels, across, valuesOf })

/** What goes up and down. Of several processes the sum is shown, unless `across` says otherwise. */
export const gauge = seriesOf('gauge')

/** What only grows while a process lives. */
export const counter = seriesOf('counter')

/** Registers the metric and answers what shows a new reading in it; null shows none. */
export function shownBy<Reading>(
  series: Series<Reading>,
  registry: Registry,
): (reading: Reading | null) => void {
  const { kind, name, help, labels, across, valuesOf } = series
  const options = { name, help, labelNames: labels, aggregator: across, registers: [registry] }
  const metric = kind === 'gauge' ? new Gauge(options) : new Counter(options)
  return (reading) => {
    const values = reading === null ? null : valuesOf(reading)
    metric.reset()
    if (typeof values === 'number') metric.inc(values)
    else if (values) for (const [of, value] of values) metric.inc(of, value)
    // Without labels a metric that was reset shows a zero.
    else if (labels.length === 0) metric.remove()
  }
}
