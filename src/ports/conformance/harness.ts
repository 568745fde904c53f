/** How the laws get hold of an adapter under test, and of time. One harness serves one case. */
export interface Harness<Subject> {
  /** A fresh adapter with an empty store. May be called more than once: the adapters share nothing. */
  create(): Subject | Promise<Subject>
  /** Lets `ms` milliseconds pass for every adapter made here, without waiting for them. */
  elapse(ms: number): Promise<void>
  /** Ends every adapter made here and leaves nothing behind. Called once, also after a failure. */
  destroy(): Promise<void>
  /**
   * Another adapter over the store of `subject`, as a second process has it. Present with the capability `shared`: the
   * store outlives one adapter and is seen by several.
   */
  peer?(subject: Subject): Subject | Promise<Subject>
  /** What this adapter has that not every one has; laws that need more do not apply to it. */
  readonly capabilities?: readonly string[]
}

/** What makes the harness of one case. */
export type HarnessFactory<Subject> = () => Harness<Subject>
