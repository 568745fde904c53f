-- Returns all fields of a job. KEYS: base. ARGV: id.
--
-- A fetched job counts as active, even before its run starts.

local base = KEYS[1]
--- @include "clock"
--- @include "promote"
--- @include "retention"
--- @include "lists"

promote()
local id = ARGV[1]
local kept, state = is_kept(id)
if not kept then return {} end
local fields = call('HGETALL', base .. id)
if state == 'waiting' and active_jobs()[id] then
  table.insert(fields, 'state')
  table.insert(fields, 'active')
end
return fields
