-- Whether a delayed job is due.
local function has_due()
  return call('ZCOUNT', base .. 'delayed', '-inf', now * 4096 + 4095) > 0
end
