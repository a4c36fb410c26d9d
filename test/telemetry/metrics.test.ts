import { describe, expect, test } from 'vitest'
import { metricsSum } from '../../src/app/cluster/metrics-sum.js'
import { createMetrics, type Metrics } from '../../src/telemetry/metrics.js'
import { requestMeter } from '../../src/telemetry/requests.js'
import { counter, gauge } from '../../src/telemetry/series.js'

const valuesIn = (text: string): Record<string, number> =>
  Object.fromEntries(
    text
      .split('\n')
      .filter((line) => line && !line.startsWith('#'))
      .map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  )

describe('metrics', () => {
  test('show what is there when they are asked for', async () => {
    const metrics = createMetrics()
    let now = { total: 1, byState: [['idle', 2]] as [string, number][], absent: null as number | null }
    metrics.watch(
      () => now,
      [
        counter('things_total', 'Things.', ({ total }) => total),
        gauge('states', 'States.', ({ byState }) => byState.map(([state, n]) => [{ state }, n] as const), {
          labels: ['state'],
        }),
        gauge('absent', 'Absent.', ({ absent }) => absent),
      ],
    )
    expect(valuesIn(await metrics.text())).toEqual({ things_total: 1, 'states{state="idle"}': 2 })
    now = { total: 5, byState: [['busy', 3]], absent: 7 }
    expect(valuesIn(await metrics.text())).toEqual({ things_total: 5, 'states{state="busy"}': 3, absent: 7 })
  })

  test('leave out what cannot be read, or not soon, and show the rest', async () => {
    const metrics = createMetrics()
    let works = true
    const read = async () => (works ? 1 : Promise.reject(new Error('gone')))
    metrics.watch(read, [gauge('failing', 'Fails.', (value) => value)])
    metrics.watch(() => (works ? 1 : new Promise<number>(() => {})), [gauge('hanging', 'Hangs.', (n) => n)])
    metrics.watch(() => 1, [gauge('sound', 'Works.', (value) => value)])
    expect(valuesIn(await metrics.text())).toEqual({ failing: 1, hanging: 1, sound: 1 })
    works = false
    expect(valuesIn(await metrics.text())).toEqual({ sound: 1 })
  })
})

describe('the metrics of several processes', () => {
  /** As they come from another process. */
  const told = async (metrics: Metrics) => JSON.parse(JSON.stringify(await metrics.data()))

  function processWith({ jobs, walBytes }: { jobs: number; walBytes: number }): Metrics {
    const metrics = createMetrics()
    metrics.watch(
      () => ({ jobs, walBytes }),
      [
        counter('jobs_total', 'Jobs.', (now) => now.jobs),
        gauge('wal_bytes', 'Log.', (now) => now.walBytes, { across: 'max' }),
      ],
    )
    requestMeter(metrics)({ operation: 'Browse', outcome: 'OK', refusedBy: null, seconds: 0.003 })
    return metrics
  }

  const requests = 'athanor_request_duration_seconds_count{operation="Browse",outcome="OK"}'

  test('are added up, where that has a meaning', async () => {
    const sum = metricsSum<string>()
    sum.keep('first', await told(processWith({ jobs: 3, walBytes: 100 })))
    sum.keep('second', await told(processWith({ jobs: 4, walBytes: 90 })))
    const values = valuesIn(await sum.text(await createMetrics().data()))
    expect(values).toMatchObject({ jobs_total: 7, wal_bytes: 100, [requests]: 2 })
    expect(
      values['athanor_request_duration_seconds_bucket{le="0.005",operation="Browse",outcome="OK"}'],
    ).toBe(2)
    expect(
      values['athanor_request_duration_seconds_bucket{le="0.0025",operation="Browse",outcome="OK"}'],
    ).toBe(0)
  })

  test('never count down when one ends, and forget its state', async () => {
    const sum = metricsSum<string>()
    for (const [name, walBytes] of [
      ['first', 100],
      ['second', 90],
      ['third', 80],
    ] as const)
      sum.keep(name, await told(processWith({ jobs: 3, walBytes })))
    for (const name of ['first', 'second', 'never heard of']) sum.end(name)
    const values = valuesIn(await sum.text(await createMetrics().data()))
    expect(values).toMatchObject({ jobs_total: 9, wal_bytes: 80, [requests]: 3 })
  })
})
