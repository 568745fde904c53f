-- Removes a damaged record, unless another record has replaced it. Returns 1 if it is gone.
--
-- KEYS: the record. ARGV: prefix; handle and version of the record if its damage shows only in the JSON of its data.

--- @include "records"

local state, record = load_record(KEYS[1])
if state == 'ok' and (record.fields.handle ~= ARGV[2] or record.fields.version ~= ARGV[3]) then return 0 end
if state == 'ok' then
  remove(record)
elseif state == 'damaged' then
  redis.call('DEL', KEYS[1])
  redis.call('ZREM', repair_index(prefix .. 'all'), member_of(KEYS[1]))
end
return 1
