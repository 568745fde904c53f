import type { RedisServer } from './redis-server.js'

const SHIFT = `
  local cursor, units = '0', {delayed = 4096, completed = 1000, failed = 1000, cancelled = 1000}
  repeat
    local page = redis.call('SCAN', cursor, 'MATCH', ARGV[1] .. ':*', 'COUNT', 1000)
    cursor = page[1]
    for _, key in ipairs(page[2]) do
      local unit = units[string.match(key, '}:(%a+)') or '']
      if unit then
        local all = redis.call('ZRANGE', key, 0, -1, 'WITHSCORES')
        for i = 1, #all, 2 do redis.call('ZADD', key, all[i + 1] - ARGV[2] * unit, all[i]) end
        if unit == 4096 then redis.call('PUBLISH', key, 0) end
      end
    end
  until cursor == '0'`

/**
 * Lets `ms` pass for the jobs under `prefix`: due times and the ages of finished jobs move, and Bull's timers in the
 * processes of the workers are woken. Locks stay.
 */
export async function advanceJobTime(server: Pick<RedisServer, 'cli'>, prefix: string, ms: number): Promise<void> {
  await server.cli('EVAL', SHIFT, '0', prefix, String(ms))
}
