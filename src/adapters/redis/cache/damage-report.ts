import type { Clock, Logger } from '../../../ports/index.js'
import type { OnDamaged } from './entry-reader.js'

const QUIET_MS = 60_000

/** Reports content that is not ours: every one to whoever listens, and to the log one a minute for a namespace. */
export function damageReport(clock: Clock, logger: Logger, onDamaged: OnDamaged = () => undefined): OnDamaged {
  const loggedAt = new Map<string, number>()
  return (namespace, key, reason) => {
    onDamaged(namespace, key, reason)
    const now = clock.monotonic()
    if (now - (loggedAt.get(namespace) ?? Number.NEGATIVE_INFINITY) < QUIET_MS) return
    loggedAt.set(namespace, now)
    const hint =
      'it reads as a miss and the next write replaces it; keep others from writing under the keys of the cache'
    logger.warn(`cache ${namespace}: an entry was passed over: ${reason} -> ${hint}`, { namespace, key, reason })
  }
}
