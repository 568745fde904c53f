import { AppError } from './app-error.js'
import { invalidArgument, isPromise } from './arguments.js'
import { nearestName } from './nearest-name.js'

/** The names of the options of a call. */
export type OptionNames = ReadonlySet<string>

/** The names of the options in `T`. The compiler checks that all of them are given, and no others. */
export function optionNames<T extends object>(names: { readonly [Name in keyof T]-?: true }): OptionNames {
  return new Set(Object.keys(names))
}

/**
 * Checks that `options` is an object, and that each of its names is one of `names`: a misspelled option would have no
 * effect. An option that is `undefined` is left out. Does not check the values.
 *
 * Cheap, because calls on hot paths use it: one look-up for each option given.
 *
 * @param what the argument or part: `options`, `items[0]`
 * @param related names of options of related calls, which have no effect here: one object may serve several calls
 * @throws AppError `INVALID_ARGUMENT`, with the most similar name in its hint
 */
export function assertOptions(
  options: unknown,
  names: OptionNames,
  what = 'options',
  related: OptionNames = names,
): asserts options is object {
  if (typeof options !== 'object' || options === null || Array.isArray(options) || isPromise(options)) {
    throw invalidArgument(what, options, `an object${names.size === 0 ? '' : ` with any of: ${[...names].join(', ')}`}`)
  }
  for (const name in options) if (!names.has(name) && !related.has(name)) assertNotGiven(options, name, names, what)
}

/**
 * Checks that an object of the embedder has certain parts, such as the facades of an app.
 *
 * @param wanted what to give, for the hint: `the result of await createApp()`
 * @throws AppError `INVALID_ARGUMENT`
 */
export function assertParts(value: unknown, what: string, parts: readonly string[], wanted: string): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isPromise(value))
    throw invalidArgument(what, value, wanted)
  const missing = parts.filter((part) => (value as { readonly [part: string]: unknown })[part] === undefined)
  if (missing.length === 0) return
  throw new AppError('INVALID_ARGUMENT', `${what} has no ${missing.join(' and no ')}`, {
    hint: `give ${what} as ${wanted}`,
    details: { what, missing },
  })
}

/** A name that is inherited, or has no value, is no option of the caller. */
function assertNotGiven(options: object, name: string, names: OptionNames, what: string): void {
  if (!Object.hasOwn(options, name) || Reflect.get(options, name) === undefined) return
  const known = [...names]
  const nearest = nearestOption(name, known)
  const meant = nearest === undefined ? '' : `did you mean ${nearest}? `
  const place = what === 'options' ? '' : ` in ${what}`
  throw new AppError('INVALID_ARGUMENT', `unknown option ${JSON.stringify(name)}${place}`, {
    hint: `${meant}${known.length === 0 ? 'this call has no options' : `the options are: ${known.join(', ')}`}`,
    details: { what, option: name, known, ...(nearest === undefined ? {} : { nearest }) },
  })
}

/** Case and unit do not count: `delay` and `delay_ms` are near `delayMs`. */
function nearestOption(name: string, known: readonly string[]): string | undefined {
  const asGiven = nearestName(name, known)
  if (asGiven !== undefined) return asGiven
  const plainNames = known.map(plain)
  const nearest = nearestName(plain(name), plainNames)
  return nearest === undefined ? undefined : known[plainNames.indexOf(nearest)]
}

function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .replace(/(?<=.)(?:ms|millis|seconds)$/, '')
}
