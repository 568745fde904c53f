import { maskUrl } from '../../../adapters/shared/mask-url.js'
import { AppError } from '../../../domain/platform/index.js'

/** One thing in the configuration that cannot be used. */
export interface ConfigProblem {
  /** The variable (`REDIS_URL`), or the path in a configuration written by hand (`redis.url`). */
  readonly setting: string
  /** What it holds, without secrets. */
  readonly found: string
  /** What it should hold. */
  readonly expected: string
}

/** A setting that is fine by itself and not beside the others. */
export interface Conflict {
  readonly path: string
  /** Left out: the value at the path. */
  readonly found?: string
  readonly expected: string
}

/** How much of a value may be shown: all, a URL without what could be a password, or nothing. */
export type Secrecy = 'open' | 'url' | 'secret'

const MAX_SHOWN = 120

/**
 * The one error for all that is wrong with a configuration: a line for each problem in its message, and the same as
 * data in `details.problems`.
 */
export function configError(problems: readonly ConfigProblem[], cause?: unknown): AppError {
  const lines = problems.map(({ setting, found, expected }) => `  ${setting} is ${found}; expected: ${expected}`)
  const title = problems.length === 1 ? '1 problem' : `${problems.length} problems`
  return new AppError('CONFIG_INVALID', `${title} in the configuration:\n${lines.join('\n')}`, {
    hint: 'correct the settings named, in the environment, in .env or in the configuration passed',
    details: { problems: problems.map((problem) => ({ ...problem })) },
    ...(cause === undefined ? {} : { cause }),
  })
}

/** A value as a problem may show it: on one line, of bounded length, without secrets. */
export function showValue(value: unknown, secrecy: Secrecy): string {
  if (value === undefined) return 'not set'
  if (value === null || typeof value === 'boolean') return String(value)
  if (secrecy === 'secret') return '***'
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') return Array.isArray(value) ? 'a list' : `a value of type ${typeof value}`
  const shown = secrecy === 'url' ? maskUrl(value) : value
  return JSON.stringify(shown.length > MAX_SHOWN ? `${shown.slice(0, MAX_SHOWN)}...` : shown)
}
