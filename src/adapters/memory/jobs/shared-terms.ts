import type { Retention, RetryPolicy } from '../../../domain/jobs/index.js'

/**
 * Copies of what jobs were added with. Jobs of a type have the same terms, thus the copy that was made last nearly
 * always fits, and a thousand jobs hold one and not a thousand.
 */
let retry: RetryPolicy | undefined
let retention: Retention | undefined

export function sharedRetry(given: RetryPolicy): RetryPolicy {
  const { attempts, backoff } = given
  const { kind, delayMs, maxDelayMs, jitter } = backoff
  const latest = retry?.backoff
  const fits =
    latest?.kind === kind &&
    latest.delayMs === delayMs &&
    latest.maxDelayMs === maxDelayMs &&
    latest.jitter === jitter &&
    retry?.attempts === attempts
  if (!retry || !fits) retry = { attempts, backoff: { kind, delayMs, maxDelayMs, jitter } }
  return retry
}

export function sharedRetention({ age, count }: Retention): Retention {
  if (!retention || retention.age !== age || retention.count !== count) retention = { age, count }
  return retention
}
