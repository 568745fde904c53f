--- @include "read"
--- @include "tag-versions"

-- Parses an entry, or its beginning. Returns it if it is of this namespace version and no tag was invalidated; it is fresh,
-- or stale within its grace. Otherwise returns nil, and true if the content is corrupt.
local function parse_entry(raw, key, namespace_version, tag_prefix)
  local header_end = raw:find('\n', 1, true)
  if not header_end then return nil, true end
  -- Only the header: foreign content may have any length, which would make the pattern slow.
  local kind, version, rest = raw:sub(1, header_end - 1):match('^cg1(%a) (%S+)(.*)$')
  if not kind then return nil, true end
  if version ~= namespace_version then return nil end
  local grace = 0
  if rest ~= '' then
    local grace_ms, tags = rest:match('^ (%d+) %S+(.*)$')
    if not grace_ms then return nil, true end
    if not has_valid_tags(tags, tag_prefix) then return nil end
    grace = tonumber(grace_ms)
  end
  local remaining = redis.call('PTTL', key)
  -- Without a time to live: the largest safe integer.
  if remaining == -1 then remaining = 9007199254740991 end
  local fresh = remaining > grace
  if fresh then remaining = remaining - grace end
  return { raw = raw, kind = kind, payload_at = header_end + 1, fresh = fresh, remaining = math.max(remaining, 1) }
end

local function read_entry(key, namespace_version, tag_prefix)
  local raw, corrupt = read(key)
  if not raw then return nil, corrupt end
  return parse_entry(raw, key, namespace_version, tag_prefix)
end

-- Like read_entry, without the payload: reading a long one would block Redis for nothing.
local function read_entry_header(key, namespace_version, tag_prefix)
  local last = 255
  while true do
    local start = redis.pcall('GETRANGE', key, 0, last)
    if type(start) ~= 'string' then return nil, true end
    if #start <= last or start:find('\n', 1, true) or start:sub(1, 3) ~= 'cg1' then
      return parse_entry(start, key, namespace_version, tag_prefix)
    end
    last = last * 16 + 15
  end
end
