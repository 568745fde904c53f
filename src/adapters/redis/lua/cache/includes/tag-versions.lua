--- @include "read"

-- Tag versions that this call has read; false if there is none. Many entries have the same tags.
local tag_versions = {}

-- Whether none of the tags was invalidated. tags: ` <name>=<version>` for each. The keys of tag versions are not among
-- KEYS, because only the entry knows its tags; they are in the same slot.
local function has_valid_tags(tags, tag_prefix)
  for tag, version in tags:gmatch(' ([^ =]*)=(%S+)') do
    if tag_versions[tag] == nil then tag_versions[tag] = read(tag_prefix .. tag) or false end
    if tag_versions[tag] ~= version then return false end
  end
  return true
end
