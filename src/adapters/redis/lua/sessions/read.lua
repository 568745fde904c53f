-- Reads a session. KEYS: the session under each pepper. ARGV: prefix.

--- @include "records"

return reply(find(#KEYS))
