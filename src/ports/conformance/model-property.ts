import type { HarnessFactory } from './harness.js'
import type { LawCase } from './law.js'

/** The part of fast-check that is used; passed in, so that this entry needs no package. */
export interface FastCheck {
  commands(steps: readonly unknown[], options: { readonly maxCommands: number; readonly size: 'max' }): unknown
  asyncProperty(commands: unknown, predicate: (commands: unknown) => Promise<void>): unknown
  asyncModelRun(
    setUp: () => Promise<{ readonly model: object; readonly real: unknown }>,
    commands: unknown,
  ): Promise<void>
  check(property: unknown, parameters: object): Promise<unknown> | unknown
}

/** An arbitrary of fast-check, as far as it is used. */
interface Arbitrary<T> {
  map(change: (value: T) => T): unknown
}

/** The adapter under test and its time, as a step gets them. */
export interface Reality<Subject> {
  readonly subject: Subject
  elapse(ms: number): Promise<void>
}

/** One thing that can be done: to the model and, with the same result, to the adapter. */
export interface Step<Model, Subject> {
  /** Whether it makes sense now. */
  check(model: Readonly<Model>): boolean
  /** Does it to both and rejects where they differ. */
  run(model: Model, reality: Reality<Subject>): Promise<void>
  /** Shown in a counterexample. */
  toString(): string
}

/** A port as a simple model that is right by inspection. */
export interface ModelSpec<Model, Subject> {
  readonly id: string
  readonly law: string
  model(): Model
  readonly steps: readonly Arbitrary<Step<Model, Subject>>[]
  /** Reads the whole visible state back after every step: without that many faults go unnoticed. */
  observe(model: Readonly<Model>, reality: Reality<Subject>): Promise<void>
}

export interface ModelOptions {
  /** Default 100. */
  readonly runs?: number
  /** Steps of a run at most. Default 40. */
  readonly maxSteps?: number
  /** The seed of a failing run, to see it again. */
  readonly seed?: number
}

/** What fast-check tells of a property. */
interface Outcome {
  readonly failed: boolean
  readonly seed: number
  readonly counterexample: readonly unknown[] | null
  readonly errorInstance: unknown
}

/**
 * The property that an adapter and its model never differ, as a case like any law. A failure names the seed that
 * reproduces it and the shortest list of steps that shows it.
 */
export function modelCase<Model extends object, Subject>(
  fc: FastCheck,
  spec: ModelSpec<Model, Subject>,
  makeHarness: HarnessFactory<Subject>,
  { runs = 100, maxSteps = 40, seed }: ModelOptions = {},
): LawCase {
  const steps = spec.steps.map((arbitrary) => arbitrary.map((step) => observed(step, spec)))
  // Without a size, fast-check makes lists of at most ten, however many are allowed.
  const property = fc.asyncProperty(fc.commands(steps, { maxCommands: maxSteps, size: 'max' }), async (commands) => {
    const harness = makeHarness()
    try {
      const setUp = async () => ({
        model: spec.model(),
        real: { subject: await harness.create(), elapse: (ms: number) => harness.elapse(ms) },
      })
      await fc.asyncModelRun(setUp, commands)
    } finally {
      await harness.destroy()
    }
  })
  const run = async (): Promise<void> => {
    const outcome = (await fc.check(property, { numRuns: runs, ...(seed === undefined ? {} : { seed }) })) as Outcome
    if (!outcome.failed) return
    const shown = `${spec.id}: seed ${outcome.seed}, steps: ${String(outcome.counterexample?.[0])}`
    throw new Error(`${shown}\n${String(outcome.errorInstance)}`, { cause: outcome.errorInstance })
  }
  return { id: spec.id, law: spec.law, run }
}

function observed<Model, Subject>(
  step: Step<Model, Subject>,
  { observe }: ModelSpec<Model, Subject>,
): Step<Model, Subject> {
  return {
    check: (model) => step.check(model),
    run: async (model, reality) => {
      await step.run(model, reality)
      await observe(model, reality)
    },
    toString: () => step.toString(),
  }
}
