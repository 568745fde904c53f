-- Every job script starts with `base`, the common prefix of all keys of a job type, and this include.
--
-- The key layout is that of Bull (lists `wait`, `paused`, `active`, the set `delayed`, a hash per job), with these
-- differences: finished jobs are in sets `<state>:<keepAge>:<keepCount>`, whose names are in `groups`; `all` has every job in
-- the order of adding, `keys` the idempotency keys, `held:<key>` the keys held for a time. `workers` has the workers of the
-- type, by the time until which each of them counts.
--
-- Redis is the clock. Due times are stored in units of 1/4096 ms, as in Bull; the lower bits hold the order of joining.
-- Finished jobs are ordered by microseconds.
--
-- The field `runs` counts the runs of a job and never decreases: only the latest run may change the job. `attemptsMade` is
-- reset when a failed job is retried. The field `lost` marks a job that stalled; `losses` counts how often.
--
-- Redis executes the whole script at each call, and defining a function takes as long as a command. Some scripts therefore
-- define rarely needed functions in `lazy`, which they and their includes call as `lazy().name`.
local call = redis.call
local time = call('TIME')
local micros = time[1] * 1000000 + time[2]
local now = math.floor(micros / 1000)
