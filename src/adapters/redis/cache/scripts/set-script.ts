import { RedisScript } from '../../scripts/redis-script.js'
import { ENTRY_FUNCTIONS } from './entry-functions.js'

/**
 * Stores entries and breaks their leases, in one step.
 *
 * KEYS generation, stamp, a key for each tag, then value and lease for each entry. ARGV a candidate for what has to be
 * made, the number of tags, for each tag its escaped name and the longest life among its entries, then for each entry:
 * kind, payload, graceMs, whole life in milliseconds, the numbers of its tags with commas.
 */
export const SET_SCRIPT = new RedisScript(`${ENTRY_FUNCTIONS}
local candidate, tag_count = ARGV[1], tonumber(ARGV[2])
local generation = get_or_make(KEYS[1], candidate)
local stamp = tag_count > 0 and get_or_make(KEYS[2], candidate) or '-'
local tags = {}
for tag = 1, tag_count do
  local epoch = hold_tag(KEYS[2 + tag], candidate, ARGV[2 + 2 * tag])
  tags[tag] = ' ' .. ARGV[1 + 2 * tag] .. '=' .. epoch
end
local argument = 3 + 2 * tag_count
for key = 3 + tag_count, #KEYS, 2 do
  local header = 'cg1' .. ARGV[argument] .. ' ' .. generation
  local grace, own_tags = ARGV[argument + 2], ARGV[argument + 4]
  if grace ~= '0' or own_tags ~= '' then
    local parts = { header .. ' ' .. grace .. ' ' .. (own_tags ~= '' and stamp or '-') }
    for tag in own_tags:gmatch('%d+') do parts[#parts + 1] = tags[tonumber(tag)] end
    header = table.concat(parts)
  end
  redis.call('SET', KEYS[key], header .. '\\n' .. ARGV[argument + 1], 'PX', ARGV[argument + 3])
  redis.call('DEL', KEYS[key + 1])
  argument = argument + 5
end
`)
