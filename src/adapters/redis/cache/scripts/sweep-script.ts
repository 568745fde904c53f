import { RedisScript } from '../../scripts/redis-script.js'

/**
 * Removes those of the given entries that were written before their namespace was cleared. Compared at the very moment
 * of removal, so that an entry written meanwhile stays. KEYS generation, then values.
 */
export const SWEEP_SCRIPT = new RedisScript(`
local generation = redis.pcall('GET', KEYS[1])
for at = 2, #KEYS do
  local start = redis.pcall('GETRANGE', KEYS[at], 0, 63)
  local of = type(start) == 'string' and start:match('^cg1%a (%S+)')
  if of and of ~= generation then redis.call('UNLINK', KEYS[at]) end
end
`)
