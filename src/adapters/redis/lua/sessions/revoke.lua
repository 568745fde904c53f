-- Ends sessions of a user. Returns those that it ended, and damaged records.
--
-- KEYS: the index of the user. ARGV: prefix, user, `=` and the handle of the one session to end or empty, the hashes of the
-- session to keep (one for each pepper).

--- @include "records"

local kept, replies = {}, {}
for i = 4, #ARGV do kept[ARGV[i]] = true end
local found, damaged = load_sessions_of(ARGV[2])
for _, record in ipairs(found) do
  local chosen = ARGV[3] == '' or ARGV[3] == '=' .. record.fields.handle
  if chosen and not kept[member_of(record.key)] then
    remove(record)
    replies[#replies + 1] = reply('ok', record)
  end
end
for _, record in ipairs(damaged) do replies[#replies + 1] = reply('damaged', record) end
return replies
