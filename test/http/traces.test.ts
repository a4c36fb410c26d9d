import { afterEach, describe, expect, test, vi } from 'vitest'
import { startTestAthanor } from '../support/athanor.js'
import { startCollector } from '../support/collector.js'

const adminKey = 'the-admin-key-of-the-tests-has-32-characters'
const traceId = '0af7651916cd43dd8448eb211c80319c'
const spanId = 'b7ad6b7169203331'
const traceparent = `00-${traceId}-${spanId}-01`

afterEach(() => {
  vi.unstubAllEnvs()
})

async function startTraced(endpoint?: string) {
  const lines: Record<string, unknown>[] = []
  const settings = {
    ATHANOR_ADMIN_KEY: adminKey,
    ...(endpoint && { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }),
  }
  const athanor = await startTestAthanor({ settings, onLog: (line) => lines.push(JSON.parse(line)) })
  const ask = async (query: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${athanor.url}/admin/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${adminKey}`, ...headers },
      body: JSON.stringify({ query }),
    })
    return answer.json()
  }
  return { ...athanor, lines, ask }
}

const save = 'mutation Save { shopSave(input: { name: "Traced" }) { __typename } }'

describe('with a collector', () => {
  test('a request is a span of the trace of its caller, with its writes inside', async () => {
    const collector = await startCollector()
    const athanor = await startTraced(`${collector.url}/`)
    await athanor.ask(save, { traceparent })
    await athanor.stop()
    const request = collector.spans.find((span) => span.parentSpanId === spanId)
    expect(request).toMatchObject({
      ...{ traceId, failed: false },
      // Names stand for themselves once they have come back.
      name: 'other',
      attributes: {
        'http.request.method': 'POST',
        'http.route': '/admin/graphql',
        'http.response.status_code': 200,
        'graphql.operation.name': 'Save',
        'athanor.outcome': 'OK',
      },
    })
    expect(collector.spans).toContainEqual(
      expect.objectContaining({ name: 'db.write', traceId, parentSpanId: request?.spanId }),
    )
    expect(new Set(collector.services)).toEqual(new Set(['athanor']))
  })

  test('a request without a trace begins one, and its log lines carry it', async () => {
    const collector = await startCollector()
    const athanor = await startTraced(collector.url)
    await athanor.ask('{ __typename }')
    await athanor.ask('{ __typename }', { traceparent: 'no traceparent' })
    await athanor.stop()
    const logged = athanor.lines.filter(({ msg }) => msg === 'request').map((line) => line.traceId)
    expect(new Set(logged).size).toBe(2)
    const roots = collector.spans.filter((span) => !span.parentSpanId).map((span) => span.traceId)
    expect(new Set(roots)).toEqual(new Set(logged))
  })

  test('its service has the name that it was given', async () => {
    vi.stubEnv('OTEL_SERVICE_NAME', 'shop')
    const collector = await startCollector()
    const athanor = await startTraced(collector.url)
    await athanor.ask('{ __typename }')
    await athanor.stop()
    expect(collector.services).toEqual(['shop'])
  })

  test('that hangs, nobody waits for it', async () => {
    vi.stubEnv('OTEL_BSP_SCHEDULE_DELAY', '10')
    const collector = await startCollector({ hangs: true })
    const athanor = await startTraced(collector.url)
    await athanor.ask(save)
    await expect.poll(collector.asked).toBe(1)
    expect(await athanor.ask(save)).toMatchObject({ data: { shopSave: { __typename: 'ShopSavePayload' } } })
    const since = performance.now()
    await athanor.stop()
    expect(performance.now() - since).toBeLessThan(8_000)
    expect(athanor.lines.map(({ msg }) => msg)).toContain('the last traces could not be sent')
  })

  test('that is not there, the log tells of it once', async () => {
    vi.stubEnv('OTEL_BSP_SCHEDULE_DELAY', '10')
    vi.stubEnv('OTEL_EXPORTER_OTLP_TIMEOUT', '100')
    const athanor = await startTraced('http://127.0.0.1:9')
    const complaints = () => athanor.lines.filter(({ msg }) => msg === 'traces cannot be sent').length
    await athanor.ask(save)
    await expect.poll(complaints).toBe(1)
    await athanor.ask(save)
    await athanor.stop()
    expect(complaints()).toBe(1)
  })
})

test('without a collector, log lines carry the trace of the caller', async () => {
  const athanor = await startTraced()
  await athanor.ask('{ __typename }', { traceparent })
  await athanor.ask('{ __typename }')
  await athanor.stop()
  const logged = athanor.lines.filter(({ msg }) => msg === 'request').map((line) => line.traceId)
  expect(logged).toEqual([traceId, undefined])
})
