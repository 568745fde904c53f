import { nearestName } from '../../../domain/platform/index.js'

/** How the variables begin that are ours alone, so that an unknown one is probably a slip. */
const PREFIXES = /^(REDIS|LLM|SESSION|CACHE)_/

/** A line for each variable that looks like one of `known` and is none. Shows no value. */
export function describeUnknownVariables(env: NodeJS.ProcessEnv, known: readonly string[]): readonly string[] {
  return Object.entries(env)
    .filter(
      ([name, value]) => PREFIXES.test(name) && !known.includes(name) && value !== undefined && value.trim() !== '',
    )
    .map(([name]) => {
      const near = nearestName(name, known)
      return `${name} is set and not read by this service${near === undefined ? '' : `; did you mean ${near}?`}`
    })
}
