import type { HealthProbe } from '../../../ports/index.js'
import type { SqlDatabase } from './sql-database.js'

/**
 * The health probe of a database: one cheap question. A Postgres was asked for, so it is opened for that; the embedded
 * database is the default, and its file does not come into being for the sake of its health.
 */
export function sqlProbe(database: SqlDatabase): HealthProbe {
  return {
    name: 'database',
    adapter: database.adapter,
    check: async (signal) => {
      signal.throwIfAborted()
      if (database.adapter === 'embedded' && !database.isUsed) {
        return { status: 'healthy', warning: 'nothing has used it yet, so it was not opened' }
      }
      await database.ping()
      return { status: 'healthy' }
    },
  }
}
