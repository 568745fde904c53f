import { strict as assert } from 'node:assert'
import { type ErrorCode, shown } from '../../domain/platform/index.js'

/** A value of every type but number. Text that looks like a number is among them. */
const NO_NUMBERS: readonly unknown[] = [
  ...['60000', '', 'text', null, true, false, 5n],
  ...[[], [5], {}, { valueOf: () => 5 }, () => 5, Symbol('5'), new Date(5)],
]

/** Numbers that no option accepts. */
const NO_QUANTITIES: readonly unknown[] = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1]

const isA = (type: string) => (value: unknown) => typeof value === type

/** Values that an option of a kind must refuse. `undefined` is never among them: it leaves an option out. */
export const WRONG = {
  /** For a number that may be a fraction and 0. */
  number: [...NO_NUMBERS, ...NO_QUANTITIES, Number.MAX_VALUE],
  /** For a number above 0 that may be a fraction. */
  fraction: [...NO_NUMBERS, ...NO_QUANTITIES, 0, Number.MAX_VALUE],
  /** For a whole number of at least 0. */
  count: [...NO_NUMBERS, ...NO_QUANTITIES, 0.5],
  /** For a whole number of at least 1 with an upper limit. */
  positive: [...NO_NUMBERS, ...NO_QUANTITIES, 0, 0.5, Number.MAX_VALUE],
  /** For an integer of any sign. */
  integer: [...NO_NUMBERS, Number.NaN, Number.POSITIVE_INFINITY, 0.5, Number.MAX_VALUE],
  text: [...NO_NUMBERS, ...NO_QUANTITIES, 5].filter((value) => !isA('string')(value)),
  flag: [...NO_NUMBERS, ...NO_QUANTITIES, 0, 1].filter((value) => !isA('boolean')(value)),
  list: [...NO_NUMBERS, ...NO_QUANTITIES, 5].filter((value) => !Array.isArray(value)),
  /** A promise is an object that somebody forgot to await. */
  object: [...NO_NUMBERS, ...NO_QUANTITIES, 5, Promise.resolve({})].filter(
    (value) => !isA('object')(value) || value === null || Array.isArray(value) || value instanceof Promise,
  ),
  function: [...NO_NUMBERS, ...NO_QUANTITIES, 5].filter((value) => !isA('function')(value)),
  signal: [...NO_NUMBERS, ...NO_QUANTITIES, 5],
} as const satisfies { readonly [kind: string]: readonly unknown[] }

/** An option of a call, and the values that it must refuse. */
export interface ArgumentRow {
  /** Its name in the error: `retry.attempts`. */
  readonly what: string
  readonly kind: keyof typeof WRONG
  /** Makes the call with the value. The value has the type `never`, because the compiler would refuse the call. */
  readonly call: (value: never) => unknown
  /** Default: `INVALID_ARGUMENT`. */
  readonly code?: ErrorCode
}

/**
 * Asserts that the call of each row refuses all wrong values of its kind, with the code, the name of the option, the value
 * and a hint.
 */
export async function refusesWrongArguments(rows: readonly ArgumentRow[]): Promise<void> {
  for (const { what, kind, call, code = 'INVALID_ARGUMENT' } of rows) {
    for (const value of WRONG[kind]) {
      const where = `${what}: ${shown(value)}`
      let error: unknown
      try {
        await call(value as never)
      } catch (thrown) {
        error = thrown
      }
      assert.ok(
        error instanceof Error && 'code' in error,
        `${where} is accepted, or fails without a code: ${String(error)}`,
      )
      assert.equal(error.code, code, `${where} -> ${error.message}`)
      // Keys and ids may be secrets: their errors show less.
      if (code !== 'INVALID_ARGUMENT' && code !== 'INVALID_TTL') continue
      const { details, hint } = error as { details?: { what?: unknown; found?: unknown }; hint?: unknown }
      assert.equal(error.message, `${what} is ${shown(value)}`)
      assert.deepEqual({ what: details?.what, found: details?.found }, { what, found: shown(value) }, where)
      assert.ok(typeof hint === 'string' && hint.includes(what), `${where} has the hint ${String(hint)}`)
    }
  }
}
