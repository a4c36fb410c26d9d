// @ts-check
// Prints `N passed, N failed` from vitest's JSON reports; fails unless each has tests that ran and all of them passed.
import { readFileSync } from 'node:fs'

/** @typedef {{ status: string, assertionResults: { status: string }[] }} File */

/** @param {string} report @returns {File[]} */
function reportedFiles(report) {
  try {
    return JSON.parse(readFileSync(report, 'utf8')).testResults
  } catch {
    return []
  }
}

const reports = process.argv.slice(2).map(reportedFiles)
const statuses = reports.flat().flatMap((file) => {
  const ofTests = file.assertionResults.map((test) => test.status)
  // A file that could not be run has no test that failed, and counts as one.
  return file.status === 'failed' && !ofTests.includes('failed') ? [...ofTests, 'failed'] : ofTests
})
const passed = statuses.filter((status) => status === 'passed').length
const failed = statuses.filter((status) => status === 'failed').length
console.log(`${passed} passed, ${failed} failed`)
process.exitCode =
  failed === 0 && reports.length > 0 && reports.every((files) => files.length > 0) && passed > 0 ? 0 : 1
