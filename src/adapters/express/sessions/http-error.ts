import { isAppError } from '../../../domain/platform/index.js'
import { problemOf } from '../problem-details.js'

/**
 * The same error, with `status` and `headers` beside it: what Express and most error handlers of hosts go by, so that an
 * outage is 503 there too. They are not enumerable and change nothing for whoever goes by `code`.
 */
export function withStatus(error: unknown): unknown {
  if (!isAppError(error)) return error
  const { status, headers } = problemOf(error, '')
  const { 'Content-Type': _ofProblems, ...others } = headers
  const kept = { configurable: true, enumerable: false }
  return Object.defineProperties(error, { status: { ...kept, value: status }, headers: { ...kept, value: others } })
}
