-- Returns the string under a key. Otherwise nil, and true if the key holds another type.
local function read(key)
  local value = redis.pcall('GET', key)
  if type(value) == 'string' then return value end
  return nil, type(value) == 'table'
end
