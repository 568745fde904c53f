import { ENDING, jobLua, PROMOTING } from './job-lua.js'

/** What one job takes of `ARGV`. */
const ADD_ARGUMENTS = ['id', 'data', 'opts', 'priority', 'delayMs', 'key', 'unique', 'keepAgeMs', 'keepCount'] as const

/** Adds jobs in their order. ARGV: for each those of {@link ADD_ARGUMENTS}. Returns for each: whether it is new, its id. */
export const ADD_JOBS = jobLua(
  [...PROMOTING, 'delay', ...ENDING],
  `
promote()
local receipts = {}
for i = 1, #ARGV, ${ADD_ARGUMENTS.length} do
  local id, data, opts, priority, wait, key, unique, age, count = unpack(ARGV, i, i + ${ADD_ARGUMENTS.length - 1})
  local holder = isKept(id) and id
  if not holder and key ~= '' then
    local known = call('HGET', base .. 'keys', key)
    holder = known and isKept(known) and known
  end
  if holder then
    table.insert(receipts, 0)
    table.insert(receipts, holder)
  else
    local job, serial = base .. id, call('INCR', base .. 'id')
    call('HSET', job, 'data', data, 'opts', opts, 'timestamp', now, 'revision', 1, 'keepAge', age, 'keepCount', count,
      'state', wait == '0' and 'waiting' or 'delayed')
    call('ZADD', base .. 'all', serial, id)
    if priority ~= '0' then call('HSET', job, 'priority', priority) end
    if key ~= '' then
      call('HSET', job, 'key', key, 'unique', unique)
      call('HSET', base .. 'keys', key, id)
    end
    if wait == '0' then
      enqueue(id, priority)
    else
      call('HSET', job, 'delay', wait, 'dueAt', now + wait)
      delay(id, now + wait)
    end
    table.insert(receipts, 1)
    table.insert(receipts, id)
  end
end
return receipts`,
)
