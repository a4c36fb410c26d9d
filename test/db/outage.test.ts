import { describe, expect, test } from 'vitest'
import { DatabaseSilent, outageOf } from '../../src/db/outage.js'

const coded = (code: string) => Object.assign(new Error('no'), { code })

describe('an outage', () => {
  test.each(['SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE', '53100'])('of room is %s', (code) => {
    expect(outageOf(coded(code))).toBe('STORAGE_FULL')
  })

  test.each([
    ...['SQLITE_BUSY', 'SQLITE_BUSY_SNAPSHOT', 'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT'],
    ...['08006', '53300', '57P01', '57P03', '57014', '25006', '25P03', '40001', '40P01'],
  ])('of the whole database is %s', (code) => {
    expect(outageOf(coded(code))).toBe('UNAVAILABLE')
  })

  test.each([
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'timeout exceeded when trying to connect',
    'timeout expired',
    'Query read timeout',
    'Client has encountered a connection error and is not queryable',
    'Client was closed and is not queryable',
  ])('is what the driver says: %s', (message) => {
    expect(outageOf(new Error(message))).toBe('UNAVAILABLE')
  })

  test('is found behind other errors', () => {
    const error = new Error('A statement of this job failed.', { cause: coded('SQLITE_FULL') })
    expect(outageOf(new Error('no', { cause: error }))).toBe('STORAGE_FULL')
    expect(outageOf(new Error('no', { cause: new DatabaseSilent() }))).toBe('UNAVAILABLE')
  })

  test.each([
    coded('23505'),
    coded('42P01'),
    coded('SQLITE_CONSTRAINT'),
    coded('ENOENT'),
    new Error('no'),
    'no',
    null,
  ])('is not any other error: %s', (error) => {
    expect(outageOf(error)).toBeNull()
  })
})
