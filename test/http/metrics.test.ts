import { beforeAll, describe, expect, test } from 'vitest'
import type { Athanor } from '../../src/app/start.js'
import { dialect } from '../../src/db/index.js'
import { metricsAt, startTestAthanor } from '../support/athanor.js'

let athanor: Athanor
beforeAll(async () => {
  athanor = await startTestAthanor({ settings: { COST_LIMIT: '1000' } })
})

const post = (query: string, contentType = 'application/json') =>
  fetch(`${athanor.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': contentType },
    body: JSON.stringify({ query }),
  }).then((answer) => answer.text())

/** How many requests were counted, by operation and outcome. */
async function counted(operation: string, outcome: string): Promise<number> {
  const metrics = await metricsAt(athanor.adminUrl)
  const labels = `{operation="${operation}",outcome="${outcome}"}`
  return metrics.get(`athanor_request_duration_seconds_count${labels}`) ?? 0
}

describe('requests are counted', () => {
  test('by the name of their operation, once it has come back', async () => {
    for (let i = 0; i < 5; i++) await post('query Named { __typename }')
    expect(await counted('other', 'OK')).toBe(2)
    expect(await counted('Named', 'OK')).toBe(3)
  })

  test('as others when names are made up for each', async () => {
    const before = await counted('other', 'OK')
    for (let i = 0; i < 20; i++) await post(`query MadeUp${i} { __typename }`)
    expect(await counted('other', 'OK')).toBe(before + 20)
  })

  test.each([
    ['{ __typename }', '/graphql', 'OK'],
    ['query {', '/graphql', 'GRAPHQL_PARSE_FAILED'],
    ['query Wrong { nothing }', '/graphql', 'GRAPHQL_VALIDATION_FAILED'],
  ])('%s by its route and outcome', async (query, operation, outcome) => {
    const before = await counted(operation, outcome)
    await post(query)
    expect(await counted(operation, outcome)).toBe(before + 1)
  })

  test('by the rule that refused them', async () => {
    await post('{ __typename }', 'text/plain')
    await (await fetch(`${athanor.url}/no/such/address`)).text()
    const metrics = await metricsAt(athanor.adminUrl)
    expect(metrics.get('athanor_refusals_total{rule="FST_ERR_CTP_INVALID_MEDIA_TYPE"}')).toBe(1)
    expect(metrics.get('athanor_refusals_total{rule="address"}')).toBe(1)
    expect(await counted('nothing', 'BAD_USER_INPUT')).toBe(1)
  })

  test.each([
    ['tokens', `{ ${'__typename '.repeat(5_000)} }`],
    ['aliases', `{ ${Array.from({ length: 60 }, (_, i) => `a${i}: __typename`).join(' ')} }`],
    ['depth', `{ ${'shop { '.repeat(12)}name${' }'.repeat(12)} }`],
    ['cost', '{ products(first: 100) { nodes { variants(first: 100) { nodes { sku } } } } }'],
  ])('by the limit of %s', async (rule, query) => {
    await post(query)
    const metrics = await metricsAt(athanor.adminUrl)
    expect(metrics.get(`athanor_refusals_total{rule="${rule}"}`)).toBe(1)
  })
})

test('the process, its database and its workers are told of', async () => {
  const metrics = await metricsAt(athanor.adminUrl)
  const ofEngine =
    dialect === 'sqlite'
      ? { athanor_sqlite_wal_bytes: expect.any(Number), athanor_sqlite_disk_free_bytes: expect.any(Number) }
      : { 'athanor_postgres_connections{state="idle"}': expect.any(Number), athanor_postgres_redone_total: 0 }
  expect(Object.fromEntries(metrics)).toMatchObject({
    'athanor_ready{check="listening"}': 1,
    athanor_database_waiting: expect.any(Number),
    athanor_leader: 1,
    athanor_leader_terms_total: 1,
    'athanor_outbox_lag_seconds{reaction="listing.rebuild"}': 0,
    'athanor_outbox_dead_letters{reaction="listing.rebuild"}': 0,
    athanor_outbox_unsettled_seconds: 0,
    'athanor_task_runs_total{task="outbox.prune",result="failed"}': 0,
    'athanor_cache_lookups_total{cache="compiled",result="hit"}': expect.any(Number),
    'athanor_cache_lookups_total{cache="responses",result="miss"}': expect.any(Number),
    athanor_response_cache_bytes: expect.any(Number),
    ...ofEngine,
  })
  for (const name of [
    'athanor_write_jobs_total',
    'athanor_commits_total',
    'athanor_event_loop_active_seconds_total',
    'nodejs_eventloop_lag_p99_seconds',
    'process_resident_memory_bytes',
  ])
    expect(metrics.get(name), name).toBeGreaterThan(0)
})

test('metrics are on no port that the public reaches', async () => {
  const answer = await fetch(`${athanor.url}/metrics`)
  expect(answer.status).toBe(404)
})
