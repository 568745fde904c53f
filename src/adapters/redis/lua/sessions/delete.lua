-- Ends a session. KEYS: the session under each pepper. ARGV: prefix.

--- @include "records"

local state, record = find(#KEYS)
if state == 'ok' then remove(record) end
return reply(state, record)
