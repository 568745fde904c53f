import { RedisScript } from '../../scripts/redis-script.js'
import { ENTRY_FUNCTIONS } from './entry-functions.js'

/**
 * Reads entries with all that decides about them, in one step.
 *
 * KEYS generation, then values. ARGV what stands before tags. For each value: nothing, or the entry, 1 if it is
 * fresh, and its remaining milliseconds.
 */
export const READ_SCRIPT = new RedisScript(`${ENTRY_FUNCTIONS}
local generation = read(KEYS[1])
local found = {}
for at = 2, #KEYS do
  local entry = find(KEYS[at], generation, ARGV[1])
  found[at - 1] = entry and { entry.raw, entry.fresh and 1 or 0, entry.left } or false
end
return found
`)
