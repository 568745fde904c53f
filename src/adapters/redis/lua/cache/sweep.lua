-- Deletes the given entries that were written before their namespace was cleared. The version is compared in the same step,
-- so that an entry written meanwhile stays. KEYS: namespace version, then values.

local namespace_version = redis.pcall('GET', KEYS[1])
for at = 2, #KEYS do
  local start = redis.pcall('GETRANGE', KEYS[at], 0, 63)
  local version = type(start) == 'string' and start:match('^cg1%a (%S+)')
  if version and version ~= namespace_version then redis.call('UNLINK', KEYS[at]) end
end
