-- Counts the live sessions. KEYS: the index of all. ARGV: prefix.

--- @include "records"

return redis.call('ZCOUNT', repair_index(KEYS[1]), '(' .. text(now), '+inf')
