import {
  decideRedisSettings,
  type RedisSettings,
  type RedisSettingsInput,
} from '../../src/adapters/redis/settings/index.js'

/** The input of a configuration with these changes. */
export function inputWith(changes: Partial<RedisSettingsInput>): RedisSettingsInput {
  return {
    url: 'redis://localhost',
    environment: 'development',
    tlsVerify: 'auto',
    maxRetries: 3,
    retryDelayMs: 1000,
    connectTimeoutMs: 10_000,
    ...changes,
  }
}

/** The settings of a valid input. */
export function settingsOf(changes: Partial<RedisSettingsInput>): RedisSettings {
  const decision = decideRedisSettings(inputWith(changes))
  if (decision.ok) return decision.settings
  throw new Error(`invalid: ${JSON.stringify(decision.problems)}`)
}

/** The problems of an invalid input. */
export function problemsOf(changes: Partial<RedisSettingsInput>) {
  const decision = decideRedisSettings(inputWith(changes))
  if (!decision.ok) return decision.problems
  throw new Error(`valid: ${JSON.stringify(decision.settings)}`)
}
