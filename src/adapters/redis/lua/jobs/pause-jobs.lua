-- Pauses or resumes a type. KEYS: base. ARGV: 1 to pause.
--
-- While a type is paused, its jobs wait in a list that no worker reads.

local base = KEYS[1]
--- @include "clock"
--- @include "promote"

promote()
local from, to = base .. 'paused', base .. 'wait'
if ARGV[1] == '1' then
  from, to = to, from
  call('SET', base .. 'meta-paused', 1)
else
  call('DEL', base .. 'meta-paused')
end
if call('EXISTS', from) == 1 and call('RENAMENX', from, to) == 0 then
  while call('RPOPLPUSH', from, to) do end
end
return 1
