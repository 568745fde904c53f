import { MAX_REMOVED_BYTES, MAX_REMOVED_FIELDS } from '../../../../domain/sessions/index.js'
import { SESSION_FUNCTIONS } from './session-functions.js'

/** What the scripts that change data begin with: the session functions and the rules of versions by field. */
export const CHANGE_FUNCTIONS = `${SESSION_FUNCTIONS}
-- The number of the first changed field that was changed after the version read, and at which version.
local function conflict(record, names, since)
  for i, name in ipairs(names) do
    local at = tonumber(record.fields['@' .. name]) or record.floor
    if at > since then return i, at end
  end
end

-- The names of the fields that the arguments from \`at\` on change: a count, so many names with values, names to remove.
local function changed_names(at)
  local names, last = {}, at + 2 * tonumber(ARGV[at])
  for i = at + 1, last, 2 do names[#names + 1] = ARGV[i] end
  for i = last + 1, #ARGV do names[#names + 1] = ARGV[i] end
  return names
end

-- Remembers so many versions of fields that are no more, with names of so many bytes; of the others the highest counts
-- for every unknown field.
local function forget(record)
  local gone = {}
  for field, at in pairs(record.fields) do
    if string.byte(field) == 64 and not record.fields[string.sub(field, 2)] then
      gone[#gone + 1] = { field = field, at = tonumber(at) or record.version }
    end
  end
  table.sort(gone, function(a, b) return a.at > b.at end)
  local bytes, surplus = 0
  for i, entry in ipairs(gone) do
    bytes = bytes + #entry.field - 1
    if i > ${MAX_REMOVED_FIELDS} or bytes > ${MAX_REMOVED_BYTES} then
      surplus = entry.at
      break
    end
  end
  if not surplus then return end
  record.floor = math.max(record.floor, surplus)
  for _, entry in ipairs(gone) do
    if entry.at <= surplus then drop(record, entry.field) end
  end
end

-- Changes the record, not yet what is stored.
local function change(record, at)
  record.version = record.version + 1
  record.ends = math.min(now + record.idle, record.absolute)
  record.written = written
  local last = at + 2 * tonumber(ARGV[at])
  for i = at + 1, last, 2 do put(record, ARGV[i], ARGV[i + 1]) end
  for i = last + 1, #ARGV do drop(record, ARGV[i]) end
  for _, name in ipairs(changed_names(at)) do put(record, '@' .. name, text(record.version)) end
  forget(record)
  put(record, ACTIVITY, text(now))
end
`
