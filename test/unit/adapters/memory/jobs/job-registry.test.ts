import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from '@jest/globals'
import { JobRecord } from '../../../../../src/adapters/memory/jobs/job-record.js'
import { JobRegistry } from '../../../../../src/adapters/memory/jobs/job-registry.js'
import { ManualClock } from '../../../../support/manual-clock.js'
import { QueueFixture } from './queue-fixture.js'

describe('JobRegistry', () => {
  it('keeps no reference to a job that retention deleted', async () => {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const registry = new JobRegistry(new ManualClock(), 1_000_000)
    const jobs = registry.of('work')
    let serials = 0
    const end = (key: string): WeakRef<JobRecord> => {
      const request = new QueueFixture().request({ id: key, key, unique: 'retained', retention: { age: 60, count: 1 } })
      const record = new JobRecord(request)
      jobs.add(record)
      record.state = 'completed'
      record.serial = ++serials
      jobs.finish(record)
      return new WeakRef(record)
    }
    const dropped = end('first')
    const kept = end('second')
    // What a weak reference showed in this turn stays alive until its end.
    await new Promise<void>((resolve) => setImmediate(resolve))
    collect()
    expect(dropped.deref()).toBeUndefined()
    expect(kept.deref()?.id).toBe('second')
  })
})
