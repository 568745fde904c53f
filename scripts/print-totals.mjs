// Prints the totals of a test run as one plain line, from the file that jest writes with --json --outputFile.
// Exits with 1 if a test failed or was skipped, a file could not be run, or nothing was tested at all.
import { readFileSync } from 'node:fs'

const [file] = process.argv.slice(2)
const results = JSON.parse(readFileSync(file, 'utf8'))
const passed = results.numPassedTests
// A file that could not be run has no tests to count, and counts as one.
const failed = results.numFailedTests + results.numRuntimeErrorTestSuites
const skipped = results.numPendingTests + results.numTodoTests

console.log(`tests: ${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`)
process.exitCode = results.success && passed > 0 && failed === 0 && skipped === 0 ? 0 : 1
