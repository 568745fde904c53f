import { jobLua } from './job-lua.js'

/** What one job takes of `ARGV`. */
export const ADD_ARGUMENTS = [
  'id',
  'data',
  'opts',
  'priority',
  'delayMs',
  'key',
  'unique',
  'maxAttempts',
  'keepAgeMs',
  'keepCount',
] as const

/** Adds jobs in their order. ARGV: for each the ten of {@link ADD_ARGUMENTS}. Returns for each: whether it is new, its id. */
export const ADD_JOBS = jobLua(`
settle()
local receipts = {}
for i = 1, #ARGV, ${ADD_ARGUMENTS.length} do
  local id, key, wait = ARGV[i], ARGV[i + 5], tonumber(ARGV[i + 4])
  local holder = isKept(id) and id
  if not holder and key ~= '' then
    local known = call('HGET', base .. 'keys', key)
    holder = known and isKept(known) and known
  end
  if holder then
    table.insert(receipts, 0)
    table.insert(receipts, holder)
  else
    local serial = call('INCR', base .. 'id')
    call('HSET', base .. id, 'name', '__default__', 'data', ARGV[i + 1], 'opts', ARGV[i + 2], 'priority', ARGV[i + 3],
      'timestamp', now, 'delay', wait, 'serial', serial, 'attemptsMade', 0, 'revision', 1, 'unique', ARGV[i + 6],
      'state', wait > 0 and 'delayed' or 'waiting', 'maxAttempts', ARGV[i + 7], 'keepAge', ARGV[i + 8],
      'keepCount', ARGV[i + 9])
    call('ZADD', base .. 'all', serial, id)
    if key ~= '' then
      call('HSET', base .. id, 'key', key)
      call('HSET', base .. 'keys', key, id)
    end
    if wait > 0 then
      call('HSET', base .. id, 'dueAt', now + wait)
      delay(id, now + wait)
    else
      enqueue(id)
    end
    table.insert(receipts, 1)
    table.insert(receipts, id)
  end
end
return receipts`)
