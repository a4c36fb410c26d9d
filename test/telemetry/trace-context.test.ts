import { expect, test } from 'vitest'
import { traceParentOf } from '../../src/telemetry/trace-context.js'

const traceId = '0af7651916cd43dd8448eb211c80319c'
const spanId = 'b7ad6b7169203331'

test('a sound traceparent is taken apart, also one of a later version', () => {
  expect(traceParentOf(`00-${traceId}-${spanId}-01`)).toEqual({ traceId, spanId, flags: 1 })
  expect(traceParentOf(`00-${traceId}-${spanId}-00`)).toEqual({ traceId, spanId, flags: 0 })
  expect(traceParentOf(`cc-${traceId}-${spanId}-01-what-the-future-brings`)).toEqual({
    traceId,
    spanId,
    flags: 1,
  })
})

test.each([
  undefined,
  '',
  'nonsense',
  ['00'],
  `00-${traceId}-${spanId}`,
  `00-${traceId}-${spanId}-01-more`,
  `00-${traceId}-${spanId}-1`,
  `ff-${traceId}-${spanId}-01`,
  `00-${'0'.repeat(32)}-${spanId}-01`,
  `00-${traceId}-${'0'.repeat(16)}-01`,
  `00-${traceId.toUpperCase()}-${spanId}-01`,
  `00-${traceId}-${spanId}-01\n`,
])('%j is none', (header) => {
  expect(traceParentOf(header)).toBeNull()
})
