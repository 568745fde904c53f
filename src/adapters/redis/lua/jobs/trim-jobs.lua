-- Deletes finished jobs past their age, a limited number per call. KEYS: base. Returns how many.

local base = KEYS[1]
--- @include "clock"
--- @include "retention"

return purge()
