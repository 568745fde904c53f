import type { JobStep, NewJob } from './job-script.js'

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
  const elapse = drawn(fc, () => ({ do: 'elapse' }))
  return [one, one, some, succeed, succeed, fail, fail, fail, change, change, retry, retry, elapse, elapse, pause]
}

/** Gives a number from 0 to `below` - 1. */
type Draw = (below: number) => number

/** Steps of one kind, each drawn from one number, so that a smaller number is a simpler step. */
function drawn(fc: JobStepSource, make: (draw: Draw) => JobStep): Arbitrary<JobStep> {
  return fc.nat(2 ** 31 - 1).map((number) => {
    let left = number
    return make((below) => {
      const digit = left % below
      // A script must not run out of digits: what is left is mixed anew.
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
