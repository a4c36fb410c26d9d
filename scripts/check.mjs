// @ts-check
// Runs every `check:*` script of package.json, a few at a time, and shows the output of those that fail.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'

/** @type {{ scripts: Record<string, string> }} */
const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
const waiting = Object.keys(scripts).filter((name) => name.startsWith('check:'))
/** @type {string[]} */
const failed = []

/** @param {string} name */
function run(name) {
  return new Promise((resolve) => {
    const start = performance.now()
    const child = spawn('npm', ['run', '--silent', name], { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    child.on('close', (code) => {
      const seconds = ((performance.now() - start) / 1000).toFixed(1)
      console.log(
        `${code === 0 ? 'ok    ' : 'FAILED'} ${name.slice('check:'.length).padEnd(12)} ${seconds} s`,
      )
      if (code !== 0) failed.push(`\n--- npm run ${name} ---\n${output.trim()}`)
      resolve(undefined)
    })
  })
}

async function work() {
  for (let name = waiting.shift(); name; name = waiting.shift()) await run(name)
}

await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, work))
for (const report of failed) console.error(report)
process.exitCode = failed.length === 0 ? 0 : 1
