import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { memoryHarness } from '../../support/sessions/memory-harness.js'
import { RedisSessionFixture, redisHarness } from '../../support/sessions/redis-fixture.js'
import { BAG, removingCommand, type SessionCommand, STEP_MS, sessionCommand } from './session-command.js'
import { traceOf } from './session-trace.js'

/** For a long run: `SESSION_EQUIVALENCE_COMMANDS=20000`, with `SESSION_EQUIVALENCE_SEED` to see a failure again. */
const COMMANDS = Number(process.env.SESSION_EQUIVALENCE_COMMANDS ?? 1500)
const SEED = process.env.SESSION_EQUIVALENCE_SEED
/** On average: the lists have from 1 to twice as many. */
const PER_RUN = 100

let fixture: RedisSessionFixture

beforeAll(async () => {
  fixture = await RedisSessionFixture.start()
})

afterAll(async () => {
  await fixture?.stop()
})

/** Every way in which an update is refused: chance alone does not meet all of them in a short run. */
const REFUSED_UPDATES: SessionCommand[] = [
  {
    verb: 'create',
    data: { userId: 'u1', email: 'e', role: 'viewer' },
    idleMs: 10 * STEP_MS,
    absoluteMs: 10 * STEP_MS,
  },
  { verb: 'update', of: 0, changes: { a: 'x' } },
  { verb: 'update', of: 0, changes: { a: 'y' }, since: 1 },
  { verb: 'update', of: 0, changes: { a: BAG, b: BAG } },
  { verb: 'update', of: 0, changes: { a: 1 }, since: -1 },
  { verb: 'delete', of: 0 },
  { verb: 'update', of: 0, changes: { a: 1 } },
]

describe('LruSessionStore and RedisSessionStore', () => {
  it(
    `come to the same with ${COMMANDS} commands, errors included`,
    async () => {
      const memory = memoryHarness()
      const redis = redisHarness(() => fixture)
      const met = new Map<string, number>()
      const commands = fc.noBias(fc.array(sessionCommand, { minLength: 1, maxLength: 2 * PER_RUN, size: 'max' }))
      await fc.assert(
        fc.asyncProperty(commands, async (list) => {
          const [expected, found] = [await traceOf(memory(), list), await traceOf(redis(), list)]
          list.forEach((command, index) => {
            expect({ index, command, came: found[index] }).toEqual({ index, command, came: expected[index] })
            const key = `${command.verb} ${outcomeOf(expected[index])}`
            met.set(key, (met.get(key) ?? 0) + 1)
          })
        }),
        {
          numRuns: Math.ceil(COMMANDS / PER_RUN) + 1,
          examples: [[REFUSED_UPDATES]],
          ...(SEED === undefined ? {} : { seed: Number(SEED) }),
        },
      )
      // A list of commands that all fail proves little.
      for (const verb of ['create', 'update', 'touch', 'rotate', 'read', 'delete', 'revoke', 'list']) {
        expect(met.get(`${verb} ok`) ?? 0).toBeGreaterThan(0)
      }
      for (const code of ['SESSION_ENDED', 'SESSION_CONFLICT', 'SESSION_TOO_LARGE', 'INVALID_ARGUMENT']) {
        expect(met.get(`update ${code}`) ?? 0).toBeGreaterThan(0)
      }
      if (COMMANDS <= 1500) return
      const total = [...met.values()].reduce((sum, count) => sum + count, 0)
      process.stdout.write(`${total} commands: ${JSON.stringify(Object.fromEntries([...met].sort()), null, 1)}\n`)
    },
    180_000 + 50 * COMMANDS,
  )

  it.each([
    ['short', ''],
    ['long', 'ä\ud800"'.repeat(30)],
  ])('remember the same versions of removed fields with %s names', async (_, tail) => {
    const create = {
      verb: 'create' as const,
      data: { userId: 'u1', email: 'e', role: 'viewer' },
      idleMs: STEP_MS,
      absoluteMs: STEP_MS,
    }
    const met = new Set<string>()
    await fc.assert(
      fc.asyncProperty(fc.noBias(fc.array(removingCommand(tail), { maxLength: 60, size: 'max' })), async (list) => {
        const commands = [create, ...list]
        const [expected, found] = [
          await traceOf(memoryHarness()(), commands),
          await traceOf(redisHarness(() => fixture)(), commands),
        ]
        expect(found).toEqual(expected)
        for (const entry of expected) met.add(outcomeOf(entry))
      }),
      { numRuns: 20 },
    )
    expect([...met].sort()).toEqual(['SESSION_CONFLICT', 'ok'])
  })
})

function outcomeOf(entry: unknown): string {
  if (typeof entry !== 'object' || entry === null) return 'nothing'
  return 'code' in entry ? String(entry.code) : 'ok'
}
