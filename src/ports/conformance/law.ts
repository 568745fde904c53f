/**
 * One law of a port, as a case that any test runner can run. `run` resolves if the law holds and rejects with an
 * AssertionError that says what was expected if not.
 */
export interface Law<Subject> {
  /** Stable, as in `docs/ports`: `ids/unique`. */
  readonly id: string
  /** The law in one sentence. */
  readonly law: string
  /** @param create makes a fresh adapter under test */
  run(create: () => Subject | Promise<Subject>): Promise<void>
}
