--- @include "read"

-- Returns the version under a key. Stores new_version if there is none; older entries stay invalid.
local function get_or_create_version(key, new_version)
  local version = read(key)
  if version then return version end
  redis.call('SET', key, new_version)
  return new_version
end

-- Returns the version of a tag. It lives at least as long as the entries with the tag.
local function keep_tag_version(key, new_version, life)
  local version = get_or_create_version(key, new_version)
  local remaining = redis.call('PTTL', key)
  if remaining < tonumber(life) then redis.call('PEXPIRE', key, life) end
  return version
end
