import type { z } from 'zod'
import { MAX_TTL_SECONDS } from '../../../domain/platform/index.js'
import type { Zod } from './zod.js'

/** What a setting accepts, and the same in words: the message of every issue that the schema raises. */
export interface Setting<T = unknown> {
  readonly schema: (z: Zod) => z.ZodType<T>
  readonly expected: string
}

export function wholeNumber(min: number, max: number, unit = ''): Setting<number> {
  const error = `a whole number${unit} from ${min} to ${max}`
  return { schema: (z) => z.int({ error }).min(min, { error }).max(max, { error }), expected: error }
}

export function seconds(): Setting<number> {
  const error = 'seconds: a number above 0 and at most 100 years'
  return { schema: (z) => z.number({ error }).positive({ error }).max(MAX_TTL_SECONDS, { error }), expected: error }
}

export function oneOf<const T extends string>(...values: readonly [T, ...T[]]): Setting<T> {
  const error = `one of ${values.join(', ')}`
  return { schema: (z) => z.enum(values, { error }), expected: error }
}

export function flag(): Setting<boolean> {
  const error = 'true or false'
  return { schema: (z) => z.boolean({ error }), expected: error }
}

export function text(error: string, accepts: (value: string) => boolean = () => true): Setting<string> {
  return { schema: (z) => z.string({ error }).refine(accepts, { error }), expected: error }
}

export function listOf(error: string): Setting<readonly string[]> {
  return { schema: (z) => z.array(z.string({ error }).min(1, { error }), { error }), expected: error }
}

// In the following an empty text is a setting left out, as it is in the environment.

export function httpUrl(): Setting<string> {
  return text('http(s)://host or http(s)://host/path, without user, query and fragment', (value) => {
    if (!URL.canParse(value)) return value === ''
    const { protocol, username, password, search, hash } = new URL(value)
    return /^https?:$/.test(protocol) && username + password + search + hash === ''
  })
}

export function postgresUrl(): Setting<string> {
  return text('a URL that begins with postgres:// or postgresql://', (value) => {
    return value === '' || (URL.canParse(value) && /^postgres(ql)?:\/\//i.test(value))
  })
}

export function textWithoutBlanks(error: string): Setting<string> {
  return text(error, (value) => !/\s/.test(value))
}
