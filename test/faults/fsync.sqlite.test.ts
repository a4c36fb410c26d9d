import { describe, expect } from 'vitest'
import { figure, timeout, times } from '../support/counts.js'
import { furnishedDatabase, spawnShop } from '../support/shop-process.js'
import { expectSound } from '../support/soundness.js'
import { attachStrace, testUnderStrace } from '../support/strace.js'
import { save, startWriters, upsert } from '../support/writers.js'

const pathOf = (url: string) => url.replace('file:', '')

describe('between what a commit writes and the answer', () => {
  testUnderStrace('the log is made durable', { timeout }, async () => {
    const url = await furnishedDatabase()
    const gateway = await spawnShop(url)
    await save(gateway.url, 'first')
    const calls = 'trace=pwrite64,pwritev,write,writev,sendto,sendmsg,fsync,fdatasync'
    const trace = await attachStrace(gateway.pid, ['-y', '-s', '80', '-e', calls])
    const saved = times(5, 100)
    for (let i = 0; i < saved; i++) {
      const seen = trace.lines().length
      expect((await upsert(gateway.url, `p-${i}`)).status).toBe(200)
      // Other threads may log in between; what counts is the order of these three.
      const order = () => stepsOf(trace.lines().slice(seen), `${pathOf(url)}-wal`)
      await expect.poll(order, { timeout: 5_000 }).toMatch(/written synced answered/)
      expect(order()).not.toMatch(/written answered/)
    }
    figure(`${saved} saves: each with an fsync of the log between its writes and its answer`)
    await trace.stop()
  })
})

/** The calls that matter, in their order, each once in a row. */
function stepsOf(lines: readonly string[], log: string): string {
  const steps = lines.flatMap((line) => {
    if (line.includes(`<${log}>`)) return /\bf(data)?sync\(/.test(line) ? ['synced'] : ['written']
    return line.includes('HTTP/1.1 200') ? ['answered'] : []
  })
  return steps.filter((step, i) => step !== steps[i - 1]).join(' ')
}

describe('an fsync that fails', () => {
  const calls = 'trace=fsync,fdatasync,write,writev,sendto,sendmsg'
  const failing = ['-s', '80', '-e', calls, '-e', 'inject=fsync,fdatasync:error=EIO']
  for (const [what, only] of [
    ['at a commit', () => []],
    ['while the log is written back', (path: string) => ['-P', path]],
  ] as const)
    testUnderStrace(`${what} ends the process, and nothing acknowledged is lost`, { timeout }, async () => {
      const url = await furnishedDatabase()
      const acknowledged: string[] = []
      let unanswered = 0
      const rounds = times(2, 25)
      for (let round = 0; round < rounds; round++) {
        const gateway = await spawnShop(url)
        const before = startWriters(() => gateway.url)
        await before.progress(10)
        const trace = await attachStrace(gateway.pid, [...failing, ...only(pathOf(url))])
        const code = await gateway.exit
        await before.stop()
        expect(code).toBe(1)
        expect(gateway.output()).toMatch(/"level":"fatal".*"code":"SQLITE_IOERR_FSYNC"/)
        const since = trace.lines().findIndex((line) => line.includes('(INJECTED)'))
        expect(since).toBeGreaterThan(-1)
        expect(trace.lines().slice(since).join()).not.toContain('HTTP/1.1 200')
        acknowledged.push(...before.acknowledged())
        unanswered += before.attempts.length - before.acknowledged().length
        await expectSound(url, acknowledged)
      }
      figure(
        `fsync failed ${rounds} times ${what}: ${acknowledged.length} acknowledged, none lost, ${unanswered} unanswered`,
      )
      const again = await spawnShop(url)
      expect((await save(again.url, 'again')).outcome).toBe('CREATED')
    })
})
