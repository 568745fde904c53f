import { AppError } from './app-error.js'

const MAX_SHOWN_LENGTH = 100

/** A value in an error message: texts in quotes and cut, lists, objects and functions by their kind only. */
export function shown(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value.length > MAX_SHOWN_LENGTH ? `${value.slice(0, MAX_SHOWN_LENGTH)}...` : value)
    case 'bigint':
      return `${value}n`
    case 'symbol':
      return 'a symbol'
    case 'function':
      return 'a function'
    case 'object':
      if (value === null) return 'null'
      if (isPromise(value)) return 'a promise'
      return Array.isArray(value) ? 'an array' : 'an object'
    default:
      return Object.is(value, -0) ? '-0' : String(value)
  }
}

/** Whether `value` has to be awaited. */
export function isPromise(value: unknown): boolean {
  return typeof (value as { readonly then?: unknown } | null | undefined)?.then === 'function'
}

/**
 * The error of an invalid argument.
 *
 * @param what the argument: `delayMs`, `retry.attempts`
 * @param wanted what to give instead: `milliseconds, 0 or more`
 */
export function invalidArgument(what: string, value: unknown, wanted: string): AppError {
  return new AppError('INVALID_ARGUMENT', `${what} is ${shown(value)}`, {
    hint: `give ${what} as ${wanted}`,
    details: { what, found: shown(value) },
  })
}

/** @throws AppError `INVALID_ARGUMENT` unless `value` is an object that is no list: options, a request */
export function assertObject(value: unknown, what: string): asserts value is object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && !isPromise(value)) return
  throw invalidArgument(what, value, 'an object')
}

/** @throws AppError `INVALID_ARGUMENT` unless `value` is an array */
export function assertList(value: unknown, what: string): asserts value is readonly unknown[] {
  if (!Array.isArray(value)) throw invalidArgument(what, value, 'an array')
}

/** @throws AppError `INVALID_ARGUMENT` unless `value` is a string. For values that are no secrets. */
export function assertText(value: unknown, what: string): asserts value is string {
  if (typeof value !== 'string') throw invalidArgument(what, value, 'a string')
}

/** @throws AppError `INVALID_ARGUMENT` unless `value` is `true`, `false` or `undefined` */
export function assertFlag(value: unknown, what: string): asserts value is boolean | undefined {
  if (value !== undefined && typeof value !== 'boolean') throw invalidArgument(what, value, 'true or false')
}

/** @throws AppError `INVALID_ARGUMENT` unless `value` is a function */
export function assertFunction(value: unknown, what: string): void {
  if (typeof value !== 'function') throw invalidArgument(what, value, 'a function')
}

/** @throws AppError `INVALID_ARGUMENT` unless `value` is an `AbortSignal` of any realm, or `undefined` */
export function assertSignal(value: unknown, what = 'signal'): void {
  if (value === undefined) return
  const { aborted, addEventListener } = Object(value) as {
    readonly aborted?: unknown
    readonly addEventListener?: unknown
  }
  if (typeof aborted !== 'boolean' || typeof addEventListener !== 'function') {
    throw invalidArgument(what, value, 'an AbortSignal')
  }
}

interface NumberRange {
  readonly min: number
  readonly max: number
  /** Default: fractions are allowed. */
  readonly whole?: boolean
  /** What to give, for the hint. */
  readonly wanted: string
}

/** @throws AppError `INVALID_ARGUMENT` unless `value` is a number within the range */
export function assertNumber(value: unknown, what: string, { min, max, whole, wanted }: NumberRange): void {
  if (typeof value === 'number' && value >= min && value <= max && (!whole || Number.isInteger(value))) return
  throw invalidArgument(what, value, wanted)
}
