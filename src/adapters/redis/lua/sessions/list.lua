-- Lists the live sessions of a user, and damaged records. KEYS: the index of the user. ARGV: prefix, user.

--- @include "records"

local replies = {}
local found, damaged = load_sessions_of(ARGV[2])
for _, record in ipairs(found) do replies[#replies + 1] = reply('ok', record) end
for _, record in ipairs(damaged) do replies[#replies + 1] = reply('damaged', record) end
return replies
