import type { RedisServer } from '../redis-server.js'

const SHIFT = `
  local ms = tonumber(ARGV[2])
  local function text(number) return string.format('%.0f', number) end
  for _, key in ipairs(redis.call('KEYS', ARGV[1] .. '*')) do
    local kind = redis.call('TYPE', key).ok
    if kind == 'hash' then
      for field, factor in pairs({ created = 1, ends = 1, absolute = 1, written = 1000, ['"lastActivity"'] = 1 }) do
        local value = tonumber(redis.call('HGET', key, field) or 'none')
        if value then redis.call('HSET', key, field, text(value - ms * factor)) end
      end
    elseif kind == 'zset' then
      local entries = redis.call('ZRANGE', key, 0, -1, 'WITHSCORES')
      for i = 1, #entries, 2 do redis.call('ZADD', key, text(entries[i + 1] - ms), entries[i]) end
    end
    local left = redis.call('PTTL', key)
    if left >= 0 then redis.call('PEXPIRE', key, left - ms) end
  end`

/**
 * Lets `ms` pass for the sessions under `prefix`: every moment that is stored for them, in records, indexes and times to
 * live, moves into the past. The store uses the clock of the server, which does not change.
 */
export async function shiftRedisTime(server: Pick<RedisServer, 'cli'>, prefix: string, ms: number): Promise<void> {
  await server.cli('EVAL', SHIFT, '0', prefix, String(ms))
}
