import { afterAll, beforeAll, describe, it } from '@jest/globals'
import fc from 'fast-check'
import { lawCases, SESSION_CAPABILITIES, sessionLaws, sessionModelCase } from '../../../src/ports/conformance/index.js'
import { RedisGround, redisHarness } from './redis-ground.js'

/** More for a thorough run: `SESSION_MODEL_RUNS=500`. */
const RUNS = Number(process.env.SESSION_MODEL_RUNS ?? 40)

let ground: RedisGround
let small: RedisGround

beforeAll(async () => {
  ground = await RedisGround.start()
  small = await RedisGround.start({ maxMemory: '5mb', policy: 'noeviction' })
})

afterAll(async () => {
  await ground?.stop()
  await small?.stop()
})

describe('RedisSessionStore', () => {
  const harness = redisHarness(() => ground)
  it.each(lawCases(sessionLaws, harness))('$id: $law', ({ run }) => run())

  const property = sessionModelCase(fc, harness, { runs: RUNS })
  it(`${property.id}: ${property.law}`, () => property.run(), 180_000 + 1000 * RUNS)

  const smallHarness = redisHarness(() => small, [SESSION_CAPABILITIES.SMALL_REFUSES])
  const full = lawCases(sessionLaws, smallHarness).filter(({ id }) => id === 'sessions/full-refuses')
  it.each(full)('$id: $law', ({ run }) => run())
})

describe('RedisSessionStore with two peppers', () => {
  const harness = redisHarness(() => ground, [], ['new', 'old'])
  it.each(lawCases(sessionLaws, harness))('$id: $law', ({ run }) => run())
})
