import { RedisScript } from '../../scripts/redis-script.js'
import { CHANGE_FUNCTIONS } from './change-functions.js'

/**
 * KEYS: the session under each pepper. ARGV: prefix, the version that was read or nothing, how many fields are set,
 * their names and values, names of fields to remove.
 */
export const UPDATE_SCRIPT = new RedisScript(`${CHANGE_FUNCTIONS}
local state, record = find(#KEYS)
if state ~= 'ok' then return reply(state, record) end
local since = tonumber(ARGV[2])
if since then
  local number, at = conflict(record, changed_names(3), since)
  if number then return { 'conflict', text(number), text(at) } end
end
change(record, 3)
local bytes = size(record.fields)
if is_too_large(bytes) then return { 'large', text(bytes) } end
save(record)
return reply('ok', record)
`)
