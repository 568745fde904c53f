import { RedisScript } from '../../scripts/redis-script.js'
import { ENTRY_FUNCTIONS } from './entry-functions.js'

/**
 * Removes entries and breaks their leases, in one step; gives the number of those that were fresh.
 *
 * KEYS generation, then value and lease for each entry. ARGV what stands before tags.
 */
export const DELETE_SCRIPT = new RedisScript(`${ENTRY_FUNCTIONS}
local generation = read(KEYS[1])
local deleted = 0
for key = 2, #KEYS, 2 do
  local entry = find_header(KEYS[key], generation, ARGV[1])
  if entry and entry.fresh then deleted = deleted + 1 end
  redis.call('UNLINK', KEYS[key], KEYS[key + 1])
end
return deleted
`)
