import {
  type ConnectionLimits,
  decideRedisSettings,
  RedisConnection,
  type RedisSettings,
  type RedisSettingsInput,
} from '../../../src/adapters/redis/index.js'
import { SystemClock, SystemRandom } from '../../../src/adapters/system/index.js'
import type { Clock } from '../../../src/ports/index.js'
import { RecordingLogger } from '../../support/recording-logger.js'

/** Settings for `url` as the configuration would make them, with quick retries. */
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

/** Limits for tests that are not about time: a busy machine must not reach them. */
const PATIENT = { deadlineMs: 10_000, handshakeMs: 60_000 }

/** A connection and what it logged. */
export function connectionTo<C extends Clock = Clock>(
  settings: RedisSettings,
  limits: Partial<ConnectionLimits> = {},
  clock: C = new SystemClock() as Clock as C,
) {
  const logger = new RecordingLogger()
  const random = new SystemRandom()
  const bounds = { ...PATIENT, ...limits }
  const connection = new RedisConnection({ settings, name: 'main', clock, random, logger, limits: bounds })
  return { connection, logger, clock }
}
