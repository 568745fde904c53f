import fc from 'fast-check'
import type { JsonValue } from '../../../src/domain/platform/index.js'
import type { NewSessionData, SessionChanges } from '../../../src/domain/sessions/index.js'

/** One call of a session store, or time that passes. Sessions are named by their number, so that it fits any store. */
export type SessionCommand =
  | {
      readonly verb: 'create'
      readonly data: NewSessionData
      readonly id?: string
      readonly idleMs: number
      readonly absoluteMs: number
      readonly maxPerUser?: number
      readonly replaces?: Target
    }
  | { readonly verb: 'read' | 'delete'; readonly of: Target }
  | { readonly verb: 'update'; readonly of: Target; readonly changes: SessionChanges; readonly since?: number }
  | { readonly verb: 'touch'; readonly of: Target; readonly idleMs?: number }
  | { readonly verb: 'rotate'; readonly of: Target; readonly changes?: SessionChanges }
  | { readonly verb: 'list' | 'data'; readonly userId: string }
  | { readonly verb: 'revoke'; readonly userId: string; readonly except?: Target; readonly handle?: Target }
  | { readonly verb: 'advanceTime'; readonly steps: number }

/** An id: a text as it is, or the one that was given out so many ids ago. */
export type Target = string | number

/** Long: a store on the machine's clock may be late by a quarter of a step before it answers otherwise. */
export const STEP_MS = 2_400_000
const IDLE_MS = 25 * STEP_MS
const USERS = ['u1', 'u2', '__proto__', '\ud800', '']
const HOSTILE = ['*', '\n', '\0', 'x'.repeat(10_000), '\ud800', '', '__proto__', 'never given out']
/** Two of them are too much. */
export const BAG = 'ä'.repeat(17_000)

/** Mostly what is usual. */
const usually = <T>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<T>) =>
  fc.oneof({ arbitrary: usual, weight: 24 }, { arbitrary: odd, weight: 1 })

const user = usually<string>(fc.constantFrom(...USERS.slice(0, 2)), fc.constantFrom(...USERS))
const target = usually<Target>(fc.nat(3), fc.oneof(fc.nat(12), fc.constantFrom(...HOSTILE)))
const field = usually<string>(
  fc.oneof(
    fc.constantFrom('a', 'b', '@a', 'version', '"', '\ud800'),
    fc.nat(60).map((number) => `f${number}`),
  ),
  fc.constantFrom('role', 'email', 'lastActivity', 'userId'),
)
const value = fc.oneof(
  { arbitrary: fc.constantFrom<JsonValue>('x', '', 0, -1.5, 1e300, null, true, [], {}, [{ a: '\ud800' }]), weight: 9 },
  { arbitrary: fc.constant<JsonValue>(BAG), weight: 1 },
)
const changes: fc.Arbitrary<SessionChanges> = fc
  .array(fc.tuple(field, fc.option(value, { nil: undefined, freq: 2 })), { maxLength: 4 })
  .map((entries) => Object.fromEntries(entries))
/** Neither lets a session end, nor a touch be due, between two steps of time. */
const idleMs = usually(fc.constantFrom(IDLE_MS, IDLE_MS / 2, 2 * IDLE_MS), fc.constantFrom(9.9 * IDLE_MS, 0, 1.5))
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })

export const sessionCommand: fc.Arbitrary<SessionCommand> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record({
        verb: fc.constant('create' as const),
        userId: user,
        bag: changes,
        lastActivity: optional(
          fc.constantFrom(0, 1e12, '2001-09-09T01:46:40.000Z', '2001-09-09T03:46:40+02:00', 'now'),
        ),
        id: optional(usually(fc.constantFrom('x', '*', '\n'), fc.constantFrom('', '\ud800'))),
        idleMs,
        absoluteMs: usually(fc.constant(5 * IDLE_MS), fc.constant(IDLE_MS)),
        maxPerUser: optional(usually(fc.constantFrom(2, 3, 4), fc.constantFrom(0, 1))),
        replaces: fc.oneof({ arbitrary: fc.constant(undefined), weight: 2 }, { arbitrary: target, weight: 1 }),
      })
      .map(({ userId, bag, lastActivity, id, maxPerUser, replaces, ...rest }) => {
        // With a moment that is given, the size would depend on how the moment is kept.
        const given = lastActivity === undefined ? { ...bag, lastActivity: undefined } : { lastActivity }
        const data = { userId, email: 'e', role: 'viewer', ...given, ...(bag.userId === undefined ? {} : { userId }) }
        return {
          ...rest,
          data: withoutUndefined(data) as NewSessionData,
          ...(id === undefined ? {} : { id }),
          ...(maxPerUser === undefined ? {} : { maxPerUser }),
          ...(replaces === undefined ? {} : { replaces }),
        }
      }),
  },
  {
    weight: 12,
    arbitrary: fc
      .record({
        verb: fc.constant('update' as const),
        of: target,
        changes,
        since: optional(fc.integer({ min: -1, max: 20 })),
      })
      .map(({ since, ...rest }) => ({ ...rest, ...(since === undefined ? {} : { since }) })),
  },
  {
    weight: 3,
    arbitrary: fc
      .record({ verb: fc.constant('touch' as const), of: target, idleMs: optional(idleMs) })
      .map(({ idleMs: ms, ...rest }) => ({ ...rest, ...(ms === undefined ? {} : { idleMs: ms }) })),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ verb: fc.constant('rotate' as const), of: target, changes: optional(changes) })
      .map(({ changes: made, ...rest }) => ({ ...rest, ...(made === undefined ? {} : { changes: made }) })),
  },
  { weight: 2, arbitrary: fc.record({ verb: fc.constant('read' as const), of: target }) },
  { weight: 1, arbitrary: fc.record({ verb: fc.constant('delete' as const), of: target }) },
  { weight: 2, arbitrary: fc.record({ verb: fc.constantFrom('list' as const, 'data' as const), userId: user }) },
  {
    weight: 1,
    arbitrary: fc.record({ userId: user, how: fc.nat(3), of: target }).map(({ userId, how, of }) => ({
      verb: 'revoke' as const,
      userId,
      ...(how % 2 === 1 ? { except: of } : {}),
      ...(how >= 2 ? { handle: of } : {}),
    })),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(1, 1, 1, 2, 2, 5, 12).map((steps) => ({ verb: 'advanceTime' as const, steps })),
  },
)

/**
 * Changes of one session that removes more fields than are remembered, by writers who have read whatever version.
 *
 * @param tail what their names end with: long ones take the room of many
 */
export const removingCommand = (tail: string): fc.Arbitrary<SessionCommand> =>
  fc
    .record({
      numbers: fc.array(fc.nat(99), { maxLength: 30, size: 'max' }),
      removes: fc.boolean(),
      since: optional(fc.nat(40)),
    })
    .map(({ numbers, removes, since }) => ({
      verb: 'update',
      of: 0,
      changes: Object.fromEntries(numbers.map((number) => [`f${number}${tail}`, removes ? undefined : number])),
      ...(since === undefined ? {} : { since }),
    }))

function withoutUndefined(data: object): object {
  return Object.fromEntries(Object.entries(data).filter(([, each]) => each !== undefined))
}
