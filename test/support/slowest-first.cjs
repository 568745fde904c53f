const Sequencer = require('@jest/test-sequencer').default
const { readFileSync } = require('node:fs')
const { join } = require('node:path')

/** Seconds that the slow files take on two cores; what is not listed takes less. `npm run test:stress` prints the slowest. */
const SECONDS = JSON.parse(readFileSync(join(__dirname, 'slow-files.json'), 'utf8'))

/**
 * The slowest files first, also in a fresh clone, where jest has no times of its own yet: a slow file that starts last
 * runs alone at the end. Failed files of the last run come before all, as jest does it.
 */
module.exports = class SlowestFirst extends Sequencer {
  sort(tests) {
    const known = new Map(Object.entries(SECONDS).map(([file, seconds]) => [join(__dirname, '../..', file), seconds]))
    const seconds = (test) => known.get(test.path) ?? 0
    return super.sort(tests).toSorted((a, b) => failedFirst(this, a, b) || seconds(b) - seconds(a))
  }
}

function failedFirst(sequencer, a, b) {
  const failed = (test) => Number(sequencer.hasFailed(test))
  return failed(b) - failed(a)
}
