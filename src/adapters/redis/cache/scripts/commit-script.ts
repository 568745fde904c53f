import { RedisScript } from '../../scripts/redis-script.js'
import { ENTRY_FUNCTIONS } from './entry-functions.js'

/**
 * Stores what the holder of a lease loaded and ends the lease, in one step; gives 1 if it was stored.
 *
 * KEYS generation, value, lease, stamp. ARGV what stands before tags, a candidate for the stamp, the token, kind,
 * payload, graceMs, whole life in milliseconds. The tags are those of the lease: their epochs are still the same, so
 * the value is as good as one written under the present stamp.
 */
export const COMMIT_SCRIPT = new RedisScript(`${ENTRY_FUNCTIONS}
local generation = read(KEYS[1])
local lease = generation and find_lease(KEYS[3], generation, ARGV[1])
if not lease or lease.token ~= ARGV[3] then return 0 end
local header, grace = 'cg1' .. ARGV[4] .. ' ' .. generation, ARGV[6]
if grace ~= '0' or lease.tags ~= '' then
  header = header .. ' ' .. grace .. ' ' .. (lease.tags ~= '' and get_or_make(KEYS[4], ARGV[2]) or '-') .. lease.tags
  for tag, epoch in lease.tags:gmatch(' ([^ =]*)=(%S+)') do hold_tag(ARGV[1] .. tag, epoch, ARGV[7]) end
end
redis.call('SET', KEYS[2], header .. '\\n' .. ARGV[5], 'PX', ARGV[7])
redis.call('DEL', KEYS[3])
return 1
`)
