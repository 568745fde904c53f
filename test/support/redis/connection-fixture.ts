import {
  type ConnectionLimits,
  decideRedisSettings,
  RedisConnection,
  type RedisSettings,
  type RedisSettingsInput,
} from '../../../src/adapters/redis/index.js'
import { SystemClock, SystemRandom } from '../../../src/adapters/system/index.js'
import type { Clock } from '../../../src/ports/index.js'
import { RecordingLogger } from '../recording-logger.js'

/** The settings of a configuration with this URL and short retry delays. */
export function settingsFor(url: string, input: Partial<RedisSettingsInput> = {}): RedisSettings {
  const decision = decideRedisSettings({
    url,
    environment: 'test',
    tlsVerify: 'auto',
    maxRetries: 3,
    retryDelayMs: 100,
    connectTimeoutMs: 60_000,
    ...input,
  })
  if (!decision.ok) throw new Error(JSON.stringify(decision.problems))
  return decision.settings
}

/** Limits that a busy machine does not reach, for tests that are not about time. */
const PATIENT = { deadlineMs: 10_000 }

/** A connection with its logger and clock. */
export function connectionTo<C extends Clock = Clock>(
  settings: RedisSettings,
  limits: Partial<ConnectionLimits> = {},
  clock: C = new SystemClock() as Clock as C,
) {
  const logger = new RecordingLogger()
  const random = new SystemRandom()
  const allLimits = { ...PATIENT, ...limits }
  const connection = new RedisConnection({ settings, name: 'main', clock, random, logger, limits: allLimits })
  return { connection, logger, clock }
}
