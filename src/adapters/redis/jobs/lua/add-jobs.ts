import { ENDING, jobLua, PROMOTING } from './job-lua.js'

/** The arguments of one job in `ARGV`. */
const ADD_ARGUMENTS = [
  ...(['id', 'data', 'opts', 'priority', 'delayMs', 'key', 'unique', 'keyHeldMs', 'keepAgeMs', 'keepCount'] as const),
]

/** Adds jobs in order. ARGV: {@link ADD_ARGUMENTS} of each. Returns for each: `1` if it is new, and the id of the job. */
export const ADD_JOBS = jobLua({
  parts: ['hasDue'],
  lazy: [...PROMOTING, 'delay', ...ENDING],
  body: `
if hasDue() then lazy().promote() end
local list = call('EXISTS', base .. 'meta-paused') == 1 and base .. 'paused' or base .. 'wait'
local receipts, ranked = {}, {}
for i = 1, #ARGV, ${ADD_ARGUMENTS.length} do
  local id, data, opts, priority, wait, key, unique, held, age, count = unpack(ARGV, i, i + ${ADD_ARGUMENTS.length - 1})
  local job = base .. id
  local holder = call('EXISTS', job) == 1 and lazy().isKept(id) and id
  if not holder and key ~= '' then
    local known = call('HGET', base .. 'keys', key)
    holder = known and lazy().isKept(known) and known or call('GET', base .. 'held:' .. key)
  end
  if holder then
    receipts[#receipts + 1] = '0'
    receipts[#receipts + 1] = holder
  else
    call('HSET', job, 'data', data, 'opts', opts, 'timestamp', now, 'revision', '1', 'keepAge', age, 'keepCount', count,
      'state', wait == '0' and 'waiting' or 'delayed')
    call('ZADD', base .. 'all', call('INCR', base .. 'id'), id)
    if priority ~= '0' then call('HSET', job, 'priority', priority) end
    if key ~= '' then
      call('HSET', job, 'key', key, 'unique', unique)
      call('HSET', base .. 'keys', key, id)
      if held ~= '0' then call('SET', base .. 'held:' .. key, id, 'PX', held) end
    end
    if wait ~= '0' then
      call('HSET', job, 'delay', wait, 'dueAt', now + wait)
      lazy().delay(id, now + wait)
    elseif priority ~= '0' then
      ranked[#ranked + 1] = id
      ranked[#ranked + 1] = priority
    else
      call('LPUSH', list, id)
    end
    receipts[#receipts + 1] = '1'
    receipts[#receipts + 1] = id
  end
end
if #ranked > 0 then lazy().enqueue(ranked) end
return receipts`,
})
