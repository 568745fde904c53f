import { describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { defineJob, type JobDefinition } from '../../../../src/app/jobs/define-job.js'
import { ANY } from './jobs-fixture.js'

describe('defineJob', () => {
  it('fills in the defaults', () => {
    expect(defineJob({ type: 'resize', payload: ANY })).toEqual({
      type: 'resize',
      payload: ANY,
      retry: { attempts: 1, backoff: { kind: 'exponential', delayMs: 1000, maxDelayMs: 60_000, jitter: true } },
      timeoutMs: 600_000,
      concurrency: undefined,
      retention: { age: 86_400, count: 1000 },
    })
  })

  it('completes partial backoff and retention with the defaults', () => {
    const definition = defineJob({
      type: 'resize',
      payload: ANY,
      attempts: 3,
      backoff: { kind: 'fixed', delayMs: 5 },
      timeoutMs: 100,
      concurrency: 2,
      retention: { count: 7 },
    })
    expect(definition).toMatchObject({
      retry: { attempts: 3, backoff: { kind: 'fixed', delayMs: 5, maxDelayMs: 60_000, jitter: true } },
      timeoutMs: 100,
      concurrency: 2,
      retention: { age: 86_400, count: 7 },
    })
    expect(Object.isFrozen(definition)).toBe(true)
  })

  it.each<[string, object]>([
    ['the type of the job is 0 bytes', { type: '' }],
    ['attempts is 0', { attempts: 0 }],
    ['backoff.delayMs is -1', { backoff: { delayMs: -1 } }],
    ['timeoutMs is 0', { timeoutMs: 0 }],
    ['concurrency is 0', { concurrency: 0 }],
    ['concurrency is 1001', { concurrency: 1001 }],
    ['retention.age is -1', { retention: { age: -1 } }],
    ['the payload of job type resize is not a Standard Schema', { payload: {} }],
    ['the payload of job type resize is not a Standard Schema', { payload: undefined }],
  ])('rejects: %s', (message, change) => {
    expect(() => defineJob({ type: 'resize', payload: ANY, ...change })).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT', message, hint: expect.any(String) }),
    )
  })

  it('infers type, input and payload from a zod schema', () => {
    const definition = defineJob({ type: 'resize', payload: z.object({ width: z.coerce.number() }) })
    // Compiles only if what was inferred is exactly this.
    const inferred: JobDefinition<{ width: unknown }, { width: number }, 'resize'> = definition
    expect(inferred.type).toBe('resize')
  })
})
