import { jobLua } from './job-lua.js'

/**
 * Keeps the jobs of a worker. ARGV: token, lock in ms, then id and run of each. Returns for each `kept`, `cancelled` (it
 * goes on, its cancel is requested, or done as it was given up) or `lost` (another worker has it, or it is gone); then id and run of each job that
 * stands under this token and is not among those, the latest first: as each that is given back goes in front, they then
 * stand as they did.
 *
 * A worker that was blocked for longer than its lock takes its job back, as long as nobody else has begun it.
 */
export const RENEW_LOCKS = jobLua({
  parts: ['announce', 'touch', 'dequeue', 'isOwn', 'activeJobs'],
  body: `
local active, ids = activeJobs()
local answers, mine = {}, {}
for i = 3, #ARGV, 2 do
  local id = ARGV[i]
  local job = base .. id
  mine[id] = true
  local runs, state, lost, cancel = unpack(call('HMGET', job, 'runs', 'state', 'lost', 'cancel'))
  if not isOwn(runs, state, lost, ARGV[i + 1]) then
    table.insert(answers, runs == ARGV[i + 1] and state == 'cancelled' and state or 'lost')
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
return answers`,
})
