import { RedisScript } from '../../scripts/redis-script.js'
import { ENTRY_FUNCTIONS } from './entry-functions.js'

/**
 * Finds the value or takes the lease, in one step: asked for in two, several callers would load.
 *
 * KEYS generation, value, lease, a key for each tag. ARGV what stands before tags, a candidate for what has to
 * be made, the token, the milliseconds of the lease, 1 to take it also while the entry is fresh, the escaped name of each tag.
 * Gives the state, the milliseconds of
 * a lease that another one holds, and entry and remaining milliseconds of a value, which is stale unless the state is
 * `hit`; and 1 where the content under the key is none of ours.
 */
export const ACQUIRE_SCRIPT = new RedisScript(`${ENTRY_FUNCTIONS}
local refresh, present = ARGV[5] == '1', read(KEYS[1])
local entry, foreign
-- What is fresh is not given to who refreshes it, so it is not read either.
if refresh then entry, foreign = find_header(KEYS[2], present, ARGV[1]) end
if entry and entry.fresh then entry = nil
else
  entry, foreign = find(KEYS[2], present, ARGV[1])
  if entry and entry.fresh then return { 'hit', 0, entry.raw, entry.left, 0 } end
end
local raw, left = entry and entry.raw or false, entry and entry.left or 0
local candidate = ARGV[2]
local generation = get_or_make(KEYS[1], candidate)
if find_lease(KEYS[3], generation, ARGV[1]) then
  return { 'busy', math.max(redis.call('PTTL', KEYS[3]), 1), raw, left, foreign and 1 or 0 }
end
local lease = 'cg1l ' .. generation .. ' ' .. ARGV[3]
for key = 4, #KEYS do
  lease = lease .. ' ' .. ARGV[key + 2] .. '=' .. hold_tag(KEYS[key], candidate, ARGV[4])
end
redis.call('SET', KEYS[3], lease, 'PX', ARGV[4])
return { 'leased', 0, raw, left, foreign and 1 or 0 }
`)
