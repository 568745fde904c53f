-- Measured: Redis passes this many list entries in the time in which a script moves one.
local PASSED_PER_MOVED = 30

-- Adds jobs to the waiting list, given as alternating ids and priorities: behind those of equal priority, or in front of
-- them. Jobs are taken from the tail. The position is searched in the list itself: a separate counter is wrong while a job
-- is in transit to its worker.
local function enqueue(jobs, front)
  local list = call('EXISTS', base .. 'meta-paused') == 1 and base .. 'paused' or base .. 'wait'
  local ranked = {}
  for i = 1, #jobs, 2 do
    local rank = tonumber(jobs[i + 1] or 0)
    if rank == 0 and not front then call('LPUSH', list, jobs[i])
    else ranked[#ranked + 1] = {id = jobs[i], rank = rank == 0 and math.huge or rank, order = i} end
  end
  if #ranked == 0 then return end
  table.sort(ranked, function(a, b) return a.rank < b.rank or (a.rank == b.rank and a.order < b.order) end)

  local function is_behind(place, rank)
    local other = tonumber(call('HGET', base .. call('LINDEX', list, -place), 'priority') or 0)
    if other == 0 then other = math.huge end
    return other > rank or (front and other == rank)
  end
  -- Places count from the tail: 1 is taken next.
  local length, place, rank, passed = call('LLEN', list), 1, nil, 0
  for _, job in ipairs(ranked) do
    local high = job.rank == rank and place or length + 1
    while place < high do
      local middle = math.floor((place + high) / 2)
      if is_behind(middle, job.rank) then high = middle else place = middle + 1 end
    end
    job.place, rank = place, job.rank
    passed = passed + length - place
  end

  -- LINSERT searches from the head: if few jobs are ahead, it is faster to pop them and push them back.
  local ahead = place - 1
  if ahead * PASSED_PER_MOVED <= passed then
    local tail = ahead == 0 and {} or call('LRANGE', list, -ahead, -1)
    if ahead > 0 then call('LTRIM', list, 0, -place) end
    local merged, from = {}, 1
    for i = #ranked, 1, -1 do
      for t = from, place - ranked[i].place do merged[#merged + 1] = tail[t] end
      from = place - ranked[i].place + 1
      merged[#merged + 1] = ranked[i].id
    end
    for t = from, ahead do merged[#merged + 1] = tail[t] end
    for i = 1, #merged, 1000 do call('RPUSH', list, unpack(merged, i, math.min(i + 999, #merged))) end
    return
  end
  for i = #ranked, 1, -1 do
    local behind = call('LINDEX', list, -ranked[i].place)
    if behind then call('LINSERT', list, 'AFTER', behind, ranked[i].id) else call('LPUSH', list, ranked[i].id) end
  end
end
