--- @include "read"
--- @include "tag-versions"

-- Returns the lease under a key. Deletes a lease that was broken by clearing the namespace or invalidating a tag.
local function read_lease(key, namespace_version, tag_prefix)
  local raw = read(key)
  if not raw then return nil end
  local version, token, tags = raw:match('^cg1l (%S+) (%S+)(.*)$')
  if version == namespace_version and has_valid_tags(tags, tag_prefix) then return { token = token, tags = tags } end
  redis.call('DEL', key)
  return nil
end
