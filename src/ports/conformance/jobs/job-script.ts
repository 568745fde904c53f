import type { JobState, QueueStats } from '../../../domain/jobs/index.js'

/** The time unit of scripts: far longer than a test, so that no job becomes due by real time. */
export const TIME_UNIT_MS = 60_000

/** The retention of all jobs of a script: three jobs of each final state, for two and a half time units. */
export const SCRIPT_RETENTION = { age: (2.5 * TIME_UNIT_MS) / 1000, count: 3 }

/** One operation on a queue. `pick` selects one of the existing jobs, or one of the open runs. */
export type JobStep =
  | { readonly do: 'add'; readonly jobs: readonly NewJob[] }
  | { readonly do: 'succeed'; readonly pick: number; readonly result: unknown }
  | { readonly do: 'fail'; readonly pick: number; readonly how: 'error' | 'unrecoverable' | 'unserialisable' }
  | { readonly do: 'cancel' | 'retry' | 'remove'; readonly pick: number }
  | { readonly do: 'pause' | 'resume' | 'advanceTime' }

/** A job of a script. */
export interface NewJob {
  /** Default: a new id. */
  readonly id?: string
  readonly key?: string
  readonly unique: 'unfinished' | 'retained'
  readonly priority?: number
  /** In time units. */
  readonly delay: number
  readonly maxAttempts: number
  /** The first backoff, in time units. */
  readonly backoff: number
}

/** The observable state of a queue. */
export interface JobsView {
  readonly stats: QueueStats
  /** Newest first. */
  readonly jobs: readonly JobView[]
  /** Ids in the order in which runs started. */
  readonly began: readonly string[]
}

/** The observable state of a job, without times. */
export interface JobView {
  readonly id: string
  readonly state: JobState
  readonly attempts: number
  readonly maxAttempts: number
  readonly cancelRequested: boolean
  readonly priority: number | undefined
  readonly key: string | undefined
  readonly result: unknown
  /** The code of its failure, or the message. */
  readonly error: string | undefined
}

/** The part of fast-check that makes steps. */
export interface JobStepSource {
  nat(max: number): Arbitrary<number>
}

interface Arbitrary<T> {
  map<U>(change: (value: T) => U): Arbitrary<U>
}

const RESULTS = ['done', 0, null, false, '', { list: [1] }] as const
const FAILURES = ['error', 'unrecoverable', 'unserialisable'] as const

/** Steps of scripts, the frequent ones several times. */
export function jobSteps(fc: JobStepSource): readonly Arbitrary<JobStep>[] {
  const one = drawn(fc, (draw) => ({ do: 'add', jobs: [newJob(draw)] }))
  const some = drawn(fc, (draw) => ({ do: 'add', jobs: [newJob(draw), newJob(draw), newJob(draw)] }))
  const succeed = drawn(fc, (draw) => ({ do: 'succeed', pick: draw(50), result: chosen(draw, RESULTS) }))
  const fail = drawn(fc, (draw) => ({ do: 'fail', pick: draw(50), how: chosen(draw, FAILURES) }))
  const retry = drawn(fc, (draw) => ({ do: 'retry', pick: draw(50) }))
  const change = drawn(fc, (draw) => ({ do: chosen(draw, ['cancel', 'remove', 'retry']), pick: draw(50) }))
  const pause = drawn(fc, (draw) => ({ do: chosen(draw, ['resume', 'resume', 'pause']) }))
  const time = drawn(fc, () => ({ do: 'advanceTime' }))
  return [one, one, some, succeed, succeed, fail, fail, fail, change, change, retry, retry, time, time, pause]
}

/** Gives a number from 0 to `below` - 1. */
type Draw = (below: number) => number

/** Steps of one kind, each drawn from one number, so that a smaller number is a simpler step. */
function drawn(fc: JobStepSource, make: (draw: Draw) => JobStep): Arbitrary<JobStep> {
  return fc.nat(2 ** 31 - 1).map((number) => {
    let left = number
    return make((below) => {
      const digit = left % below
      // When the digits are used up, new ones are derived from the number.
      left = Math.floor(left / below) || (number === 0 ? 0 : (Math.imul(number, 0x9e3779b1) >>> 0) % 0x7fffffff)
      return digit
    })
  })
}

function chosen<T>(draw: Draw, among: readonly T[]): T {
  return among[draw(among.length)] as T
}

function newJob(draw: Draw): NewJob {
  // Few ids and keys, so that they meet.
  const id = chosen(draw, [undefined, undefined, undefined, 'a', 'b'])
  const key = chosen(draw, [undefined, undefined, 'x', 'y'])
  const priority = chosen(draw, [undefined, undefined, 0, 1, 2])
  return {
    unique: chosen(draw, ['unfinished', 'retained']),
    delay: chosen(draw, [0, 0, 0, 1, 2]),
    maxAttempts: 1 + draw(3),
    backoff: chosen(draw, [1, 0]),
    ...(id === undefined ? {} : { id }),
    ...(key === undefined ? {} : { key }),
    ...(priority === undefined ? {} : { priority }),
  }
}

/** The element at `number`, modulo the length. */
export function pick<T>(among: readonly T[], number: number): T | undefined {
  return among[number % Math.max(1, among.length)]
}
