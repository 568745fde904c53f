--- @include "read"

-- Returns the version under a key. Stores new_version if there is none; older entries stay invalid.
local function get_or_create_version(key, new_version)
  local version = read(key)
  if version then return version end
  redis.call('SET', key, new_version)
  return new_version
end

-- Lets the version of a tag live at least as long as the entries with the tag. To be called after the entries are stored: Redis
-- allows PEXPIRE without free memory, and checks for it only before the first write of a script.
local function extend_tag_version(key, life)
  if redis.call('PTTL', key) < tonumber(life) then redis.call('PEXPIRE', key, life) end
end
