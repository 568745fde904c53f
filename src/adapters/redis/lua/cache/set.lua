-- Stores entries and breaks their leases.
--
-- KEYS: namespace version, version of all tags, one tag version for each tag, then value and lease for each entry.
-- ARGV: a new version, the number of tags; for each tag its escaped name and the longest life among its entries; for each
-- entry kind, payload, grace, life, and the numbers of its tags with commas. Times are milliseconds; life includes grace.

--- @include "versions"

local new_version, tag_count = ARGV[1], tonumber(ARGV[2])
local namespace_version = get_or_create_version(KEYS[1], new_version)
local tags_version = tag_count > 0 and get_or_create_version(KEYS[2], new_version) or '-'
local tags = {}
for tag = 1, tag_count do
  local version = get_or_create_version(KEYS[2 + tag], new_version)
  tags[tag] = ' ' .. ARGV[1 + 2 * tag] .. '=' .. version
end
local argument = 3 + 2 * tag_count
for key = 3 + tag_count, #KEYS, 2 do
  local header = 'cg1' .. ARGV[argument] .. ' ' .. namespace_version
  local grace, own_tags = ARGV[argument + 2], ARGV[argument + 4]
  if grace ~= '0' or own_tags ~= '' then
    local fields = { header .. ' ' .. grace .. ' ' .. (own_tags ~= '' and tags_version or '-') }
    for tag in own_tags:gmatch('%d+') do fields[#fields + 1] = tags[tonumber(tag)] end
    header = table.concat(fields)
  end
  redis.call('SET', KEYS[key], header .. '\n' .. ARGV[argument + 1], 'PX', ARGV[argument + 3])
  redis.call('DEL', KEYS[key + 1])
  argument = argument + 5
end
for tag = 1, tag_count do extend_tag_version(KEYS[2 + tag], ARGV[2 + 2 * tag]) end
