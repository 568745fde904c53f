import { RedisScript } from '../../scripts/redis-script.js'
import { ENTRY_FUNCTIONS } from './entry-functions.js'

/**
 * Moves a counter and breaks its lease, in one step; gives its new value as text, or nothing where the entry is no
 * counter or the sum leaves the safe integers.
 *
 * KEYS generation, value, lease. ARGV what stands before tags, a candidate for the generation, the step, the
 * time to live of a new counter in milliseconds.
 */
export const INCREMENT_SCRIPT = new RedisScript(`${ENTRY_FUNCTIONS}
local entry = find(KEYS[2], read(KEYS[1]), ARGV[1])
local sum = ARGV[3]
if entry and entry.fresh then
  local payload = entry.raw:sub(entry.at)
  local current = entry.kind == 'j' and payload:match('^%-?%d+$') and tonumber(payload)
  local moved = current and current + tonumber(sum)
  if not current or math.abs(current) > 9007199254740991 or math.abs(moved) > 9007199254740991 then return false end
  sum = string.format('%.0f', moved)
  redis.call('SET', KEYS[2], entry.raw:sub(1, entry.at - 1) .. sum, 'KEEPTTL')
else
  local generation = get_or_make(KEYS[1], ARGV[2])
  redis.call('SET', KEYS[2], 'cg1j ' .. generation .. '\\n' .. sum, 'PX', ARGV[4])
end
redis.call('DEL', KEYS[3])
return sum
`)
