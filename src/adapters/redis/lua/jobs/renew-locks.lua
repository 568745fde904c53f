-- Renews the locks of a worker, and its entry among the workers of the type.
--
-- KEYS: base. ARGV: token, lock in ms (0: the worker stops), then id and run of each job.
-- Returns for each `kept`, `cancelled` (a cancel was requested, or the job was cancelled after it stalled) or `stalled`
-- (another worker took it over, or it was removed). Then id and run of each other job that is locked with this token, the
-- latest first: a released job goes to the front, so releasing them in this order restores their order.
-- A worker that was blocked for longer than its lock takes its job back if no other worker has claimed it.

local base = KEYS[1]
--- @include "clock"
--- @include "notify"
--- @include "lists"
--- @include "is-current-run"

local workers = base .. 'workers'
if ARGV[2] == '0' then
  call('ZREM', workers, ARGV[1])
else
  call('ZADD', workers, now + ARGV[2], ARGV[1])
  call('ZREMRANGEBYSCORE', workers, '-inf', now)
  call('PEXPIRE', workers, ARGV[2])
end
local active, ids = active_jobs()
local answers, mine = {}, {}
for i = 3, #ARGV, 2 do
  local id = ARGV[i]
  local job = base .. id
  mine[id] = true
  local runs, state, stalled, cancel = unpack(call('HMGET', job, 'runs', 'state', 'lost', 'cancel'))
  if not is_current_run(runs, state, stalled, ARGV[i + 1]) then
    table.insert(answers, runs == ARGV[i + 1] and state == 'cancelled' and state or 'stalled')
  else
    if not active[id] then
      dequeue(id)
      call('LPUSH', base .. 'active', id)
      call('HSET', job, 'state', 'active')
      call('HDEL', job, 'lost')
      touch(id)
    end
    call('SET', job .. ':lock', ARGV[1], 'PX', ARGV[2])
    call('SREM', base .. 'stalled', id)
    table.insert(answers, cancel and 'cancelled' or 'kept')
  end
end
for _, id in ipairs(ids) do
  if not mine[id] and call('GET', base .. id .. ':lock') == ARGV[1] then
    table.insert(answers, id)
    table.insert(answers, call('HGET', base .. id, 'runs') or '')
  end
end
return answers
