import {
  decideRedisSettings,
  type RedisSettings,
  type RedisSettingsInput,
} from '../../../../../src/adapters/redis/settings/index.js'

/** An input as it comes from a configuration that names nothing but what `changes` does. */
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

/** The settings of an input that must be fine. */
export function settingsOf(changes: Partial<RedisSettingsInput>): RedisSettings {
  const decision = decideRedisSettings(inputWith(changes))
  if (decision.ok) return decision.settings
  throw new Error(`refused: ${JSON.stringify(decision.problems)}`)
}

/** What is wrong with an input that must not be fine. */
export function problemsOf(changes: Partial<RedisSettingsInput>) {
  const decision = decideRedisSettings(inputWith(changes))
  if (!decision.ok) return decision.problems
  throw new Error(`accepted: ${JSON.stringify(decision.settings)}`)
}
