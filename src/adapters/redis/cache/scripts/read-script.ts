import { RedisScript } from '../../scripts/redis-script.js'
import { ENTRY_FUNCTIONS } from './entry-functions.js'

/**
 * Reads entries with all that decides about them, in one step.
 *
 * KEYS generation, then values. ARGV what stands before tags, the bytes that the entries may have altogether. For each
 * value: nothing, or the entry, 1 if it is fresh, and its remaining milliseconds; -1 in the place of the 1 for content
 * that is none of ours. It ends before the entry that would be too much, but always gives something for the first value.
 */
export const READ_SCRIPT = new RedisScript(`${ENTRY_FUNCTIONS}
local generation = read(KEYS[1])
local found, room = {}, tonumber(ARGV[2])
for at = 2, #KEYS do
  local entry, foreign = find(KEYS[at], generation, ARGV[1])
  if entry then
    room = room - #entry.raw
    if room < 0 and at > 2 then break end
    found[at - 1] = { entry.raw, entry.fresh and 1 or 0, entry.left }
  else found[at - 1] = foreign and { '', -1, 0 } or false end
end
return found
`)
