import type { RedisServer } from './redis-server.js'

const KEYS_PER_CALL = 1000
const SHRINK = `
  for _, key in ipairs(KEYS) do
    local left = redis.call('PTTL', key)
    if left >= 0 then
      left = left - ARGV[1]
      if left > 0 then redis.call('PEXPIRE', key, left) else redis.call('DEL', key) end
    end
  end`

/**
 * Lets `ms` pass for the keys under `prefix` in database 0: their time to live shrinks, and what it runs out for is
 * gone. Keys without one, and all keys elsewhere, stay as they are. Only times to live move, no timestamps in values.
 */
export async function advanceTime(server: Pick<RedisServer, 'cli'>, prefix: string, ms: number): Promise<void> {
  if (prefix === '') throw new Error('advanceTime needs a prefix: without one it would age the keys of others')
  const keys = await keysUnder(server, prefix)
  for (let at = 0; at < keys.length; at += KEYS_PER_CALL) {
    const some = keys.slice(at, at + KEYS_PER_CALL)
    await server.cli('EVAL', SHRINK, String(some.length), ...some, String(Math.ceil(ms)))
  }
}

/** Each key once: SCAN may name one twice, and it would age twice. */
async function keysUnder(server: Pick<RedisServer, 'cli'>, prefix: string): Promise<string[]> {
  const pattern = `${prefix.replace(/[\\*?[\]^]/g, '\\$&')}*`
  const keys = new Set<string>()
  let cursor = '0'
  do {
    const page = await server.cli('SCAN', cursor, 'MATCH', pattern, 'COUNT', String(KEYS_PER_CALL))
    const [next, found] = JSON.parse(page) as [string, string[]]
    for (const key of found) keys.add(key)
    cursor = next
  } while (cursor !== '0')
  return [...keys]
}
