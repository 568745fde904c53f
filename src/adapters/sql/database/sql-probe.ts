import type { HealthProbe } from '../../../ports/index.js'
import type { SqlDatabase } from './sql-database.js'

/** The health probe of a database: one cheap question, which also opens it if nothing else has. */
export function sqlProbe(database: SqlDatabase): HealthProbe {
  return {
    name: 'database',
    adapter: database.adapter,
    check: async (signal) => {
      signal.throwIfAborted()
      await database.ping()
      return { status: 'healthy' }
    },
  }
}
