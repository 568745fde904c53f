import type { Harness, HarnessFactory } from './harness.js'

/** One law of a port. */
export interface Law<Subject> {
  /** Stable, as in the documentation of the port: `clock/once`. */
  readonly id: string
  /** The law in one sentence. */
  readonly law: string
  /** Capabilities without which it does not apply. */
  readonly needs?: readonly string[]
  /** Resolves if the law holds; rejects with an AssertionError that says what was expected if not. */
  check(harness: Harness<Subject>): Promise<void>
}

/** A law together with an adapter: what a test runner runs. */
export interface LawCase {
  readonly id: string
  readonly law: string
  run(): Promise<void>
}

/**
 * The laws as cases for any test runner, each with a harness of its own. Laws that do not apply are left out; an adapter
 * thus declares what it lacks, and nothing is skipped in silence.
 */
export function lawCases<Subject>(
  laws: readonly Law<Subject>[],
  makeHarness: HarnessFactory<Subject>,
): readonly LawCase[] {
  const { capabilities = [] } = makeHarness()
  return laws
    .filter(({ needs = [] }) => needs.every((need) => capabilities.includes(need)))
    .map(({ id, law, check }) => ({
      id,
      law,
      run: async () => {
        const harness = makeHarness()
        try {
          await check(harness)
        } finally {
          await harness.destroy()
        }
      },
    }))
}
