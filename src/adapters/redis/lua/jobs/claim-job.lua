-- Claims the next job. Replaces Bull's `moveToActive`, with the same keys and arguments.
--
-- ARGV: base, token, lock in ms, time, and the id of a job that was already fetched, or an empty string for the next job.
-- Returns the fields and the id of the job.

local base = ARGV[1]
--- @include "clock"
local lazy
--- @include "has-due"
--- @include "claim"

local loaded
lazy = function()
  if not loaded then
    --- @include "promote"
    --- @include "unclaimed"
    loaded = { cancel_fetched = cancel_fetched, promote = promote, reject = reject }
  end
  return loaded
end

local id = ARGV[5]
if id and id ~= '' then
  call('SREM', KEYS[5], id)
else
  if has_due() then lazy().promote() end
  id = call('RPOPLPUSH', base .. 'wait', base .. 'active')
end
local fields = id and claim(id, ARGV[2], ARGV[3])
return fields and {fields, id}
