import { RedisScript } from '../../scripts/redis-script.js'
import { SESSION_FUNCTIONS } from './session-functions.js'

/** KEYS: the index of the user. ARGV: prefix, user. */
export const LIST_SCRIPT = new RedisScript(`${SESSION_FUNCTIONS}
local replies = {}
local found, damaged = of_user(ARGV[2])
for _, record in ipairs(found) do replies[#replies + 1] = reply('ok', record) end
for _, record in ipairs(damaged) do replies[#replies + 1] = reply('damaged', record) end
return replies
`)

/**
 * KEYS: the index of the user. ARGV: prefix, user, the handle of the only one to end (after an `=`) or nothing, and of
 * what is spared the hash under each pepper.
 */
export const REVOKE_SCRIPT = new RedisScript(`${SESSION_FUNCTIONS}
local spared, replies = {}, {}
for i = 4, #ARGV do spared[ARGV[i]] = true end
local found, damaged = of_user(ARGV[2])
for _, record in ipairs(found) do
  local chosen = ARGV[3] == '' or ARGV[3] == '=' .. record.fields.handle
  if chosen and not spared[member_of(record.key)] then
    remove(record)
    replies[#replies + 1] = reply('ok', record)
  end
end
for _, record in ipairs(damaged) do replies[#replies + 1] = reply('damaged', record) end
return replies
`)
