/**
 * Supplies a contract test with adapters and moves their time. Each case gets its own harness.
 *
 * ```ts
 * const makeHarness: HarnessFactory<Clock> = () => {
 *   const clock = new ManualClock()
 *   return { create: () => clock, advanceTime: (ms) => clock.advance(ms), destroy: async () => undefined }
 * }
 * ```
 */
export interface Harness<Subject> {
  /** Returns a new adapter with an empty store. Adapters of several calls share nothing. */
  create(): Subject | Promise<Subject>
  /** Advances the time of every adapter of this harness by `ms` milliseconds, without waiting. */
  advanceTime(ms: number): Promise<void>
  /** Closes every adapter of this harness and deletes its data. Called once, also after a failure. */
  destroy(): Promise<void>
  /**
   * Returns another adapter on the store of `subject`, as a second process would have it. Required with the capability
   * `shared`: several adapters can use one store, and the store outlives them.
   */
  peer?(subject: Subject): Subject | Promise<Subject>
  /** The optional capabilities of the adapter. Laws that need others do not apply. Default: none. */
  readonly capabilities?: readonly string[]
}

/** Makes the harness of one case. */
export type HarnessFactory<Subject> = () => Harness<Subject>

/** One rule of a port's contract, with its test. */
export interface Law<Subject> {
  /** Stable, as in the documentation of the port: `clock/once`. */
  readonly id: string
  /** The law in one sentence. */
  readonly law: string
  /** The capabilities that it needs. */
  readonly needs?: readonly string[]
  /** Resolves if the law holds. Otherwise rejects with an AssertionError. */
  check(harness: Harness<Subject>): Promise<void>
}

/** One test of a contract suite, for any test runner. */
export interface LawCase {
  readonly id: string
  readonly law: string
  run(): Promise<void>
}

/**
 * Turns laws into cases, each with its own harness. Leaves out the laws that need a capability which the harness does not
 * have.
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
