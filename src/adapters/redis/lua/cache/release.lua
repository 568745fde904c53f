-- Ends a lease if it has this token. KEYS: lease. ARGV: token.

--- @include "read"

local raw = read(KEYS[1])
if raw and raw:match('^cg1l %S+ (%S+)') == ARGV[1] then redis.call('DEL', KEYS[1]) end
