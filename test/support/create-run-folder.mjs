import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The folder that `oncePerRun` writes to. A new one for each run: nothing in it can be older than the sources. */
export default function createRunFolder() {
  process.env.TEST_RUN_FOLDER = mkdtempSync(join(tmpdir(), 'curriculum-tests-'))
}
