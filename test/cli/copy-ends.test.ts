import { fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { next } from '../../src/cli/copy/protocol.js'
import { createTestDatabase } from '../support/database.js'

test.each(['source', 'target'])(
  'the %s of a copy ends when nobody is left to ask it',
  { timeout: 30_000 },
  async (role) => {
    const child = fork('src/cli/copy/process.mjs', [role], {
      env: { PATH: process.env.PATH, DATABASE_URL: await createTestDatabase() },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    try {
      // The target says by itself that it is ready.
      if (role === 'source') child.send(next)
      await once(child, 'message')
      const ended = once(child, 'exit')
      child.disconnect()
      expect(await Promise.race([ended, sleep(10_000, 'late')])).not.toBe('late')
    } finally {
      child.kill('SIGKILL')
    }
  },
)
