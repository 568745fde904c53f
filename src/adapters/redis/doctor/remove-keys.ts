import type { RedisConnection } from '../connection/index.js'

/** What looking for them may take, however many keys others have there, in milliseconds. */
const DEADLINE_MS = 2000

/** Removes every key under a throwaway prefix, of which a queue keeps some when its last job is gone. */
export async function removeKeys(connection: RedisConnection, prefix: string): Promise<void> {
  const MATCH = `${prefix.replace(/[\\*?[\]^]/g, '\\$&')}*`
  await connection.run(
    async (client) => {
      let cursor = '0'
      do {
        const page = await client.scan(cursor, { MATCH, COUNT: 1000 })
        if (page.keys.length > 0) await client.unlink(page.keys)
        cursor = page.cursor
      } while (cursor !== '0')
    },
    { write: true, deadlineMs: DEADLINE_MS },
  )
}
