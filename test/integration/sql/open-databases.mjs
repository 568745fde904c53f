// Opens a database for each line of its standard input, a place as JSON, on the built package; prints `opened`, or why not.
import { createInterface } from 'node:readline'
import { SqlDatabase, SqlProgramRepository } from '../../../dist/adapters/sql/index.js'
import { SystemClock } from '../../../dist/adapters/system/index.js'

const logger = { debug() {}, info() {}, warn() {}, error() {} }
// The machine may be slow, and the tests are not about deadlines.
const deadlines = { openMs: 120_000, operationMs: 120_000 }
for await (const place of createInterface({ input: process.stdin })) {
  const database = new SqlDatabase({ ...JSON.parse(place), ...deadlines, clock: new SystemClock(), logger })
  try {
    await new SqlProgramRepository({ database }).list()
    process.stdout.write('opened\n')
  } catch (error) {
    process.stdout.write(`failed ${error.code} ${error.message}\n`)
  }
  await database.close()
}
