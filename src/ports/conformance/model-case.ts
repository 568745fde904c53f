import type { HarnessFactory, LawCase } from './law.js'

/** The used part of fast-check. It is a parameter, so that this entry needs no package. */
export interface FastCheck {
  commands(steps: readonly unknown[], options: { readonly maxCommands: number; readonly size: 'max' }): unknown
  asyncProperty(commands: unknown, predicate: (commands: unknown) => Promise<void>): unknown
  asyncModelRun(
    setUp: () => Promise<{ readonly model: object; readonly real: unknown }>,
    commands: unknown,
  ): Promise<void>
  check(property: unknown, parameters: object): Promise<unknown> | unknown
}

/** The used part of an arbitrary of fast-check. */
interface Arbitrary<T> {
  map(change: (value: T) => T): unknown
}

/** The adapter under test, as a step gets it. */
export interface RealSystem<Subject> {
  readonly subject: Subject
  /** Advances the time of the adapter by `ms` milliseconds. */
  advanceTime(ms: number): Promise<void>
}

/** One command, for the model and the adapter. */
export interface Step<Model, Subject> {
  /** Whether the command is possible in this state. */
  check(model: Readonly<Model>): boolean
  /** Runs it on both. Rejects if their results differ. */
  run(model: Model, real: RealSystem<Subject>): Promise<void>
  /** The text in a counterexample. */
  toString(): string
}

/** The model of a port: a reference implementation that is simple enough to check by reading. */
export interface ModelSpec<Model, Subject> {
  readonly id: string
  readonly law: string
  model(): Model
  readonly steps: readonly Arbitrary<Step<Model, Subject>>[]
  /** Compares everything that can be read, after every step. Results of the steps alone reveal too few faults. */
  observe(model: Readonly<Model>, real: RealSystem<Subject>): Promise<void>
}

export interface ModelOptions {
  /** Default 100. */
  readonly runs?: number
  /** The maximum number of steps in a run. Default 40. */
  readonly maxSteps?: number
  /** The seed of a failed run, to repeat it. */
  readonly seed?: number
  /** `false`: reports the first counterexample without looking for a shorter one. Default true. */
  readonly shrink?: boolean
}

/** The used part of a result of fast-check. */
interface Outcome {
  readonly failed: boolean
  readonly seed: number
  readonly counterexample: readonly unknown[] | null
  readonly errorInstance: unknown
}

/**
 * The property that the adapter behaves as its model, as a case of the contract suite. A failure names the seed that
 * repeats it and the shortest list of steps that fails.
 *
 * ```ts
 * const { id, run } = modelCase(fc, cacheModel(fc), makeHarness, { runs: 300 })
 * test(id, run)
 * ```
 */
export function modelCase<Model extends object, Subject>(
  fc: FastCheck,
  spec: ModelSpec<Model, Subject>,
  makeHarness: HarnessFactory<Subject>,
  { runs = 100, maxSteps = 40, seed, shrink = true }: ModelOptions = {},
): LawCase {
  const steps = spec.steps.map((arbitrary) => arbitrary.map((step) => observed(step, spec)))
  // The default size makes lists of five steps on average, whatever the maximum: too short to meet most faults.
  const lists = fc.commands(steps, { maxCommands: maxSteps, size: 'max' })
  const property = fc.asyncProperty(lists, async (commands) => {
    const harness = makeHarness()
    try {
      const setUp = async () => ({
        model: spec.model(),
        real: { subject: await harness.create(), advanceTime: (ms: number) => harness.advanceTime(ms) },
      })
      await fc.asyncModelRun(setUp, commands)
    } finally {
      await harness.destroy()
    }
  })
  const parameters = { numRuns: runs, endOnFailure: !shrink, ...(seed === undefined ? {} : { seed }) }
  const run = async (): Promise<void> => {
    const outcome = (await fc.check(property, parameters)) as Outcome
    if (!outcome.failed) return
    const shown = `${spec.id}: seed ${outcome.seed}, steps: ${String(outcome.counterexample?.[0])}`
    throw new Error(`${shown}\n${String(outcome.errorInstance)}`, { cause: outcome.errorInstance })
  }
  return { id: spec.id, law: spec.law, run }
}

/** The step, followed by the comparison of {@link ModelSpec.observe}. */
function observed<Model, Subject>(
  step: Step<Model, Subject>,
  { observe }: ModelSpec<Model, Subject>,
): Step<Model, Subject> {
  return {
    check: (model) => step.check(model),
    run: async (model, real) => {
      await step.run(model, real)
      await observe(model, real)
    },
    toString: () => step.toString(),
  }
}
