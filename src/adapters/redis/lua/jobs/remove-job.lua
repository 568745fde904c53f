-- Removes a job that is not active. KEYS: base. ARGV: id. Returns `missing`, `active` or `removed`.

local base = KEYS[1]
--- @include "clock"
--- @include "promote"
--- @include "retention"
--- @include "lists"

promote()
local id = ARGV[1]
local kept, state, set = is_kept(id)
if not kept then return 'missing' end
if state == 'active' or (state == 'waiting' and not dequeue(id)) then return 'active' end
announce(id, 'gone')
remove(id, set)
return 'removed'
