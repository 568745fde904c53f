import { strict as assert } from 'node:assert'
import type { HarnessFactory } from './harness.js'
import type { LawCase } from './law.js'

/** A wrong adapter, made to see whether a kit notices. */
export interface PlantedFault<Subject> {
  /** What is wrong with it, in a few words. */
  readonly fault: string
  /** The law that must notice. */
  readonly caughtBy: string
  readonly makeHarness: HarnessFactory<Subject>
}

/**
 * Runs a kit against a wrong adapter. Resolves to the ids of the cases that noticed.
 *
 * @param casesOf the whole kit: laws and properties
 * @throws AssertionError if the case that must notice did not
 */
export async function catchFault<Subject>(
  { fault, caughtBy, makeHarness }: PlantedFault<Subject>,
  casesOf: (makeHarness: HarnessFactory<Subject>) => readonly LawCase[],
): Promise<readonly string[]> {
  const noticed: string[] = []
  for (const { id, run } of casesOf(makeHarness)) {
    await run().catch(() => noticed.push(id))
  }
  assert.ok(noticed.includes(caughtBy), `"${fault}" went unnoticed by ${caughtBy}; noticed by: ${noticed.join(', ')}`)
  return noticed
}
