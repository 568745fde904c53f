import { afterAll, beforeAll, describe, it } from '@jest/globals'
import fc from 'fast-check'
import { lawCases, SESSION_CAPABILITIES, sessionLaws, sessionModelCase } from '../../../src/ports/conformance/index.js'
import { RedisSessionFixture, redisHarness } from '../../support/sessions/redis-fixture.js'

/** More for a thorough run: `SESSION_MODEL_RUNS=500`. */
const RUNS = Number(process.env.SESSION_MODEL_RUNS ?? 40)

let fixture: RedisSessionFixture
let small: RedisSessionFixture

beforeAll(async () => {
  fixture = await RedisSessionFixture.start()
  small = await RedisSessionFixture.start({ maxMemory: '5mb', policy: 'noeviction' })
})

afterAll(async () => {
  await fixture?.stop()
  await small?.stop()
})

describe('RedisSessionStore', () => {
  const harness = redisHarness(() => fixture)
  it.each(lawCases(sessionLaws, harness))('$id: $law', ({ run }) => run())

  const property = sessionModelCase(fc, harness, { runs: RUNS })
  it(`${property.id}: ${property.law}`, () => property.run(), 180_000 + 1000 * RUNS)

  const smallHarness = redisHarness(() => small, [SESSION_CAPABILITIES.SMALL_REFUSES])
  const full = lawCases(sessionLaws, smallHarness).filter(({ id }) => id === 'sessions/full-refuses')
  it.each(full)('$id: $law', ({ run }) => run())
})

describe('RedisSessionStore with two peppers', () => {
  const harness = redisHarness(() => fixture, [], ['new', 'old'])
  it.each(lawCases(sessionLaws, harness))('$id: $law', ({ run }) => run())
})
