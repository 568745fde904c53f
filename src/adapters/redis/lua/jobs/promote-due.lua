-- Moves due jobs to the waiting list. Replaces Bull's `updateDelaySet`, with the same keys and arguments.
--
-- ARGV: base, the time of the worker. Returns when to call it again, in the time of the worker, so that its clock may differ
-- from that of Redis.

local base = ARGV[1]
--- @include "clock"
--- @include "promote"

promote()
local first = call('ZRANGE', base .. 'delayed', 0, 0, 'WITHSCORES')[2]
return first and string.format('%.0f', first + (tonumber(ARGV[2]) - now) * 4096)
