-- Lists jobs, newest first.
--
-- KEYS: base. ARGV: how many to read, the highest sequence number to start with, how many matches to skip, how many to return,
-- and the states to match; none for all.
-- Returns where to continue, or an empty string at the end; how many matches were skipped; then id and fields of each job.

local base = KEYS[1]
--- @include "clock"
--- @include "promote"
--- @include "retention"
--- @include "lists"

promote()
purge()
local states, all = {}, #ARGV == 4
for i = 5, #ARGV do states[ARGV[i]] = true end
local active = active_jobs()
local seen = call('ZREVRANGEBYSCORE', base .. 'all', ARGV[2], '-inf', 'WITHSCORES', 'LIMIT', 0, ARGV[1])
local skip, left, passed, answer = tonumber(ARGV[3]), tonumber(ARGV[4]), 0, {'', 0}
for i = 1, #seen, 2 do
  local id = seen[i]
  local state = call('HGET', base .. id, 'state')
  if state == 'waiting' and active[id] then state = 'active' end
  if all or states[state] then
    if passed < skip then passed = passed + 1
    else
      local fields = call('HGETALL', base .. id)
      table.insert(fields, 'state')
      table.insert(fields, state)
      table.insert(answer, id)
      table.insert(answer, fields)
      left = left - 1
      if left == 0 then break end
    end
  end
end
if left > 0 and #seen == 2 * tonumber(ARGV[1]) then answer[1] = '(' .. seen[#seen] end
answer[2] = passed
return answer
