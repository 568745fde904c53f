import { RedisScript } from '../../scripts/redis-script.js'
import { CHANGE_FUNCTIONS } from './change-functions.js'

/**
 * KEYS: the session under each pepper, then the key of its new id. ARGV: prefix, and if anything is to be changed how
 * many fields are set, their names and values, names of fields to remove.
 */
export const ROTATE_SCRIPT = new RedisScript(`${CHANGE_FUNCTIONS}
local state, record = find(#KEYS - 1)
if state ~= 'ok' then return reply(state, record) end
if ARGV[2] then
  change(record, 2)
  local bytes = size(record.fields)
  if is_too_large(bytes) then return { 'large', text(bytes) } end
end
local former = { key = record.key, user = record.user }
record.key = KEYS[#KEYS]
-- The first write, and one that Redis makes without free memory too.
redis.call('RENAME', former.key, record.key)
leave(former)
save(record)
return reply('ok', record)
`)
