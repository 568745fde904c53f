-- Whether this run is the latest of its job and has not ended: `stalled` is the field `lost`. A stalled job waits again; until
-- another worker claims it, it still belongs to the run.
local function is_current_run(runs, state, stalled, run)
  return runs == run and (state == 'active' or (state == 'waiting' and stalled))
end
