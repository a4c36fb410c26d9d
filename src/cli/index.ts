#!/usr/bin/env node
import { explained } from './explained.js'
import { buildProgram } from './program.js'

try {
  await buildProgram().parseAsync()
} catch (error) {
  process.stderr.write(`${explained(error)}\n`)
  process.exitCode = 1
}
