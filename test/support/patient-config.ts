import type { AppConfig } from '../../src/index.js'

const DEADLINE = { deadlineMs: 60_000 }

/** Of an app whose test is not about time: a machine that is busy with other tests is no fault of the app. */
export function patient(config: AppConfig): AppConfig {
  return {
    ...config,
    cache: { ...DEADLINE, ...config.cache },
    sessions: { ...DEADLINE, ...config.sessions },
    jobs: { ...DEADLINE, ...config.jobs },
    database: { openDeadlineMs: 60_000, deadlineMs: 60_000, ...config.database },
  }
}
