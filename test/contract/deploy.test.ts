import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readConfig } from '../../src/config.js'
import { askedMetrics, baseNames } from '../support/deployed.js'

const read = (file: string) => readFileSync(file, 'utf8')
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found]) => found as string)

const operations = read('docs/operations.md')
const unit = read('deploy/systemd/athanor.service')
const dockerfile = read('Dockerfile')
const compose = read('deploy/compose.yml')

describe('docs/operations.md', () => {
  test('has a row for every alert, and none for others', () => {
    const alerts = all(read('deploy/prometheus/alerts.yml'), /- alert: (\w+)/g)
    expect(alerts.length).toBeGreaterThan(10)
    expect(all(operations, /^\| `(Athanor\w+)` \|/gm)).toEqual(alerts)
  })

  test('lists the metrics that dashboard and alerts ask for', () => {
    const listed = new Set(all(operations, /`(athanor_[a-z_]+)`/g))
    const asked = [...baseNames(askedMetrics())].filter((name) => name.startsWith('athanor_'))
    expect(asked.filter((name) => !listed.has(name))).toEqual([])
  })
})

test('every panel of the dashboard asks the chosen data source something about the chosen job', () => {
  const { panels } = JSON.parse(read('deploy/grafana/athanor.json')) as {
    panels: { type: string; title: string; targets?: { expr: string; datasource: { uid: string } }[] }[]
  }
  const shown = panels.filter(({ type }) => type !== 'row')
  expect(shown.length).toBeGreaterThan(20)
  for (const { title, targets = [] } of shown) {
    expect(targets.length, title).toBeGreaterThan(0)
    for (const { expr, datasource } of targets) {
      expect(datasource.uid).toBe('$' + '{datasource}')
      const rest = expr.replaceAll(/\b\w+\{job="\$job"[^}]*\}/g, '')
      expect(rest, expr).not.toMatch(/athanor_|nodejs_|process_/)
      expect(rest, expr).not.toBe(expr)
    }
  }
})

describe('the systemd unit', () => {
  const setting = (name: string) => all(unit, new RegExp(`^${name}=(.*)$`, 'gm'))

  test('starts what is built, with settings that are sound', () => {
    const [start = ''] = setting('ExecStart')
    expect(start).toContain('/dist/cli/index.js serve')
    const environment = Object.fromEntries(setting('Environment').map((line) => line.split(/=(.*)/s)))
    expect(readConfig(environment).production).toBe(true)
    expect(environment.DATABASE_URL).toContain(`/var/lib/${setting('StateDirectory')[0]}/`)
  })

  test('waits longer for a stop than a stop may take', () => {
    const { stopTimeoutMs } = readConfig({ STOP_TIMEOUT_MS: /STOP_TIMEOUT_MS=(\d+)/.exec(unit)?.[1] ?? '' })
    expect(Number.parseInt(setting('TimeoutStopSec')[0] ?? '', 10) * 1000).toBeGreaterThan(stopTimeoutMs)
    expect(setting('KillMode')).toEqual(['mixed'])
  })

  test('gives the process no rights', () => {
    expect(unit).toMatch(/^DynamicUser=yes$/m)
    expect(unit).toMatch(/^ProtectSystem=strict$/m)
    expect(unit).toMatch(/^NoNewPrivileges=yes$/m)
    expect(unit).toMatch(/^CapabilityBoundingSet=$/m)
  })
})

describe('the image', () => {
  const ignored = read('.dockerignore').trim().split('\n')

  test('is made of files that exist and are let in', () => {
    expect(ignored[0]).toBe('*')
    const copied = all(dockerfile, /^COPY (?!--from)(.*) \S+$/gm).flatMap((files) => files.split(' '))
    const named = copied.filter((file) => file !== '.')
    expect(named).toContain('drizzle')
    for (const file of named) {
      expect(existsSync(file), file).toBe(true)
      expect(ignored, file).toContain(`!${file}`)
    }
    for (const file of ignored.slice(1)) expect(existsSync(file.slice(1)), file).toBe(true)
  })

  test('runs without rights and looks after its health', () => {
    expect(dockerfile).toMatch(/^USER node$/m)
    expect(dockerfile).toMatch(/^HEALTHCHECK .*\n.*\/readyz/m)
    const environment = Object.fromEntries(
      all(dockerfile, /^(?:ENV| {3}) +([A-Z_]+=[^\s\\]+)/gm).map((line) => line.split(/=(.*)/s)),
    )
    expect(readConfig(environment)).toMatchObject({
      ...{ production: true, host: '0.0.0.0', adminHost: '127.0.0.1' },
      databaseUrl: 'file:/data/athanor.db',
    })
  })

  test('has a major version of Node.js that the package asks for', () => {
    const { engines } = JSON.parse(read('package.json')) as { engines: { node: string } }
    expect(engines.node).toContain(/NODE=(\d+)/.exec(dockerfile)?.[1])
  })
})

describe('the compose file', () => {
  test('has settings that are sound, and keeps the admin port to itself', () => {
    const lines = all(compose, /^ {4}([A-Z_]+: .+)$/gm).map((line) => line.split(/: (.*)/s).slice(0, 2))
    const environment = Object.fromEntries(
      lines.map(([name, value = '']) => [name, value.replace(/\$\{[^}]*\}/, 'x'.repeat(32))]),
    )
    expect(readConfig(environment)).toMatchObject({
      ...{ adminHost: '0.0.0.0', redisUrl: 'redis://redis:6379', trustProxy: ['uniquelocal'] },
      databaseUrl: expect.stringMatching(/^postgres:/),
    })
    expect(all(compose, /ports: (.*)/g)).toEqual(["['8080:8080']"])
  })

  test('has secrets from elsewhere, and does not start without them', () => {
    for (const name of ['POSTGRES_PASSWORD', 'ATHANOR_ADMIN_KEY'])
      for (const use of compose.match(new RegExp(`\\$\\{?${name}[^}]*\\}?`, 'g')) ?? ['none'])
        expect(use).toMatch(/^\$\{\w+:\?.+\}$/)
  })

  test('waits longer for a stop than a stop may take', () => {
    const stopTimeoutMs = Number(/STOP_TIMEOUT_MS: (\d+)/.exec(compose)?.[1])
    expect(Number(/stop_grace_period: (\d+)s/.exec(compose)?.[1]) * 1000).toBeGreaterThan(stopTimeoutMs)
  })

  test('has a load balancer that asks the port where health is', () => {
    const balancer = read('deploy/haproxy.cfg')
    const { port, adminPort } = readConfig({})
    expect(all(balancer, /check port (\d+)/g)).toEqual([String(adminPort)])
    expect(balancer).toContain('option httpchk GET /readyz')
    const upstreams = all(balancer, new RegExp(`(gateway-\\d+):${port}$`, 'gm'))
    expect(upstreams).toEqual(['gateway-1', 'gateway-2'])
    for (const upstream of upstreams) expect(compose).toContain(`  ${upstream}: *gateway`)
  })
})
