import { describe, expect, test } from 'vitest'
import { operationLabels } from '../../src/telemetry/operation-labels.js'

const times = (count: number, work: () => string) => Array.from({ length: count }, work)

describe('the label of an operation', () => {
  test('is its name from the third success on, whatever comes then', () => {
    const labelOf = operationLabels()
    expect(times(4, () => labelOf('Browse', true))).toEqual(['other', 'other', 'Browse', 'Browse'])
    expect(labelOf('Browse', false)).toBe('Browse')
  })

  test('is none of its own for names that only fail', () => {
    const labelOf = operationLabels()
    expect(new Set(times(10, () => labelOf('Attack', false)))).toEqual(new Set(['other']))
  })

  test('is none of its own for names that are too long', () => {
    const labelOf = operationLabels()
    const name = 'N'.repeat(65)
    expect(new Set(times(10, () => labelOf(name, true)))).toEqual(new Set(['other']))
  })

  test('is one of fifty and `other`, however many names come', () => {
    const labelOf = operationLabels()
    const labels = new Set<string>()
    for (let i = 0; i < 10_000; i++)
      for (const label of times(3, () => labelOf(`N${i}`, true))) labels.add(label)
    expect(labels.size).toBe(51)
    expect(labelOf('N0', true)).toBe('N0')
  })
})
