import {
  type ConnectionLimits,
  decideRedisSettings,
  RedisConnection,
  type RedisSettings,
  type RedisSettingsInput,
} from '../../../src/adapters/redis/index.js'
import { SystemClock, SystemRandom } from '../../../src/adapters/system/index.js'
import { RecordingLogger } from '../../support/recording-logger.js'

/** Settings for `url` as the configuration would make them, with quick retries. */
export function settingsFor(url: string, input: Partial<RedisSettingsInput> = {}): RedisSettings {
  const decision = decideRedisSettings({
    url,
    environment: 'test',
    tlsVerify: 'auto',
    maxRetries: 3,
    retryDelayMs: 100,
    connectTimeoutMs: 10_000,
    ...input,
  })
  if (!decision.ok) throw new Error(JSON.stringify(decision.problems))
  return decision.settings
}

/** What an operation may take whose test is not about time, on a machine that is busy with other tests. */
const PATIENT = { deadlineMs: 10_000 }

/** A connection on the machine's clock, and what it logged. */
export function connectionTo(settings: RedisSettings, limits: Partial<ConnectionLimits> = {}) {
  const logger = new RecordingLogger()
  const clock = new SystemClock()
  const random = new SystemRandom()
  const bounds = { ...PATIENT, ...limits }
  const connection = new RedisConnection({ settings, name: 'main', clock, random, logger, limits: bounds })
  return { connection, logger, clock }
}
