// @ts-check
// Prints `N passed, N failed` from vitest's JSON report; fails unless tests ran and all of them passed.
import { readFileSync } from 'node:fs'

/** @typedef {{ status: string, assertionResults: { status: string }[] }} File */

/** @returns {File[]} */
function reportedFiles() {
  try {
    return JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')).testResults
  } catch {
    return []
  }
}

const statuses = reportedFiles().flatMap((file) => {
  const ofTests = file.assertionResults.map((test) => test.status)
  // A file that could not be run has no test that failed, and counts as one.
  return file.status === 'failed' && !ofTests.includes('failed') ? [...ofTests, 'failed'] : ofTests
})
const passed = statuses.filter((status) => status === 'passed').length
const failed = statuses.filter((status) => status === 'failed').length
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = passed > 0 && failed === 0 ? 0 : 1
