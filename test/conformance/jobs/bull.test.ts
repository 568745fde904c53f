import { afterAll, beforeAll, describe, it } from '@jest/globals'
import fc from 'fast-check'
import { jobLaws, jobModelCase, lawCases } from '../../../src/ports/conformance/index.js'
import { RedisServer } from '../../support/redis-server.js'
import { bullJobs } from './bull-harness.js'

/** How long a contract test waits for an effect, on a slow machine. */
const PATIENCE_MS = 60_000

let server: RedisServer

beforeAll(async () => {
  server = await RedisServer.start()
})
afterAll(() => server.stop())

const harness = bullJobs(() => server)

describe('BullJobQueue', () => {
  it.each(lawCases(jobLaws(PATIENCE_MS), harness))('$id: $law', ({ run }) => run())

  it.each([1, 2, 3])('jobs/model with a concurrency of %d', (concurrency) =>
    jobModelCase(fc, harness, { concurrency, runs: 30, waitMs: PATIENCE_MS }).run(),
  )
})
