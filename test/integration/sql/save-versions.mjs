// Saves versions of one program's curriculum, one after the other, on the built package, and prints a line for each that
// was acknowledged: `save-versions.mjs <place as JSON> <name>`.
import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { SqlCurriculumRepository, SqlDatabase } from '../../../dist/adapters/sql/index.js'
import { SystemClock } from '../../../dist/adapters/system/index.js'

const [place, name] = process.argv.slice(2)
const say = (line) => process.stdout.write(`${line}\n`)
const logger = { debug() {}, info() {}, warn() {}, error() {} }
// The machine may be slow, and the tests are not about deadlines.
const deadlines = { openMs: 120_000, operationMs: 120_000 }
const database = new SqlDatabase({ ...JSON.parse(place), ...deadlines, clock: new SystemClock(), logger })
const curricula = new SqlCurriculumRepository({ database })

say('ready')
for (;;) {
  const fingerprint = `${name}-${randomUUID()}`
  try {
    const since = (await curricula.latest('p'))?.version ?? 0
    const { summary } = await curricula.save({
      programId: 'p',
      fingerprint,
      createdBy: name,
      at: Date.now(),
      since,
      generated: resultOf(fingerprint),
    })
    say(`saved ${summary.version} ${fingerprint}`)
  } catch (error) {
    say(`failed ${error.code} ${error.message}`)
    // With the server gone every call fails at once.
    if (error.code !== 'VERSION_CONFLICT') await delay(20)
  }
}

/** Its text repeats its fingerprint, so a mix of two versions is visible. */
function resultOf(fingerprint) {
  return {
    curriculum: { program: { title: fingerprint }, units: [], items: [] },
    report: { readiness: { verdict: 'ready', total: 80 } },
    documents: [{ id: 'd', text: fingerprint.repeat(2000) }],
  }
}
