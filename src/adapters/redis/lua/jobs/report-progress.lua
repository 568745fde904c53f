-- Stores the progress of a run. KEYS: base. ARGV: id, run, progress in JSON. Returns 1 if it was stored.

local base = KEYS[1]
--- @include "clock"
--- @include "notify"

local known = call('HMGET', base .. ARGV[1], 'runs', 'state')
if known[1] ~= ARGV[2] or known[2] ~= 'active' then return 0 end
call('HSET', base .. ARGV[1], 'progress', ARGV[3])
touch(ARGV[1])
return 1
