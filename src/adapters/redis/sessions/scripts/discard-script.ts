import { RedisScript } from '../../scripts/redis-script.js'
import { SESSION_FUNCTIONS } from './session-functions.js'

/**
 * Removes a damaged record, unless another one is there by now. KEYS: the record. ARGV: prefix, and of one whose data
 * only the caller can judge its handle and version.
 */
export const DISCARD_SCRIPT = new RedisScript(`${SESSION_FUNCTIONS}
local state, record = load(KEYS[1])
if state == 'ok' and (record.fields.handle ~= ARGV[2] or record.fields.version ~= ARGV[3]) then return 0 end
if state == 'ok' then
  remove(record)
elseif state == 'damaged' then
  redis.call('DEL', KEYS[1])
  redis.call('ZREM', sound(prefix .. 'all'), member_of(KEYS[1]))
end
return 1
`)
