import { strict as assert } from 'node:assert'
import type { JsonValue } from '../../../domain/platform/index.js'
import type { SessionChanges, SessionCreation } from '../../../domain/sessions/index.js'
import type { SessionStore } from '../../sessions/index.js'
import type { Step } from '../model-case.js'
import { expectRejection, IDLE_MS } from './session-fixture.js'
import { MODEL_ABSOLUTE_MS, MODEL_STEP_MS, MODEL_USERS, type SessionModel } from './session-model.js'

export type SessionStep = Step<SessionModel, SessionStore>

/** Numbers select from these lists, so any source of numbers works. */
const IDS = [undefined, undefined, 'x', '*'] as const
const LIMITS = [undefined, 1, 2] as const
const FIELDS = ['a', 'b'] as const
const VALUES: readonly (JsonValue | undefined)[] = [1, undefined, { deep: [2] }]
const IDLES = [undefined, IDLE_MS / 2, IDLE_MS, 9.9 * IDLE_MS] as const
const TIMES = [1, 2, 5, 12, 25]

const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T
const always = (): boolean => true
const userAt = (index: number): string => at(MODEL_USERS, index)

/** A used id, the newest first, or an unknown one. */
const idAt = ({ ids }: SessionModel, index: number): string => ids.at(-1 - (index % (ids.length + 1))) ?? 'unknown'

function changesAt(field: number, value: number, both: number): Map<string, JsonValue | undefined> {
  const changes = new Map([[at<string>(FIELDS, field), at(VALUES, value)]])
  if (both % 3 === 2) changes.set(at(FIELDS, field + 1), at(VALUES, value + 1))
  return changes
}

export function createStep([user = 0, id = 0, max = 0, again = 0, pick = 0]: readonly number[]): SessionStep {
  const given = at(IDS, id)
  const maxPerUser = at(LIMITS, max)
  const creation: SessionCreation = {
    idleMs: IDLE_MS,
    absoluteMs: MODEL_ABSOLUTE_MS,
    ...(given === undefined ? {} : { id: given }),
    ...(maxPerUser === undefined ? {} : { maxPerUser }),
  }
  const data = { userId: userAt(user), email: 'e', role: 'viewer' }
  return {
    check: always,
    run: async (model, { subject }) => {
      // Every third creation replaces a session, which may have ended.
      const replaces = again % 3 === 2 ? idAt(model, pick) : undefined
      const creating = subject.create(data, replaces === undefined ? creation : { ...creation, replaces })
      if (given !== undefined && model.live(given)) return void (await expectRejection(creating, 'SESSION_EXISTS'))
      const session = await creating
      const former = replaces === undefined ? undefined : model.live(replaces)
      if (former) former.ended = true
      if (maxPerUser !== undefined) {
        for (const beyond of model.ofUser(data.userId).slice(maxPerUser - 1)) beyond.ended = true
      }
      model.create(session)
    },
    toString: () => `create(${JSON.stringify([data.userId, given, maxPerUser, again % 3 === 2 ? pick : undefined])})`,
  }
}

export function updateStep([pick = 0, field = 0, value = 0, both = 0, held = 0]: readonly number[]): SessionStep {
  const changes = changesAt(field, value, both)
  return {
    check: always,
    run: async (model, { subject }) => {
      const id = idAt(model, pick)
      const session = model.live(id)
      // Every second writer passes no version. The others pass one that may be stale.
      const since = held % 2 === 0 ? undefined : at(session?.versions ?? [1], held >> 1)
      const updating = subject.update(id, fromMap(changes), since === undefined ? {} : { since })
      if (!session) return void (await expectRejection(updating, 'SESSION_ENDED'))
      const hasConflict = [...changes.keys()].some((name) => (session.changedAt.get(name) ?? 0) > (since ?? Infinity))
      if (hasConflict) return void (await expectRejection(updating, 'SESSION_CONFLICT'))
      model.change(session, changes, await updating)
    },
    toString: () => `update(${pick}, ${JSON.stringify([...changes])}, ${held})`,
  }
}

export function touchStep([pick = 0, idle = 0]: readonly number[]): SessionStep {
  const idleMs = at(IDLES, idle)
  return {
    check: always,
    run: async (model, { subject }) => {
      const id = idAt(model, pick)
      const session = model.live(id)
      const touched = await subject.touch(id, idleMs === undefined ? {} : { idleMs })
      assert.equal(touched !== undefined, session !== undefined, 'a touch found an ended session or missed a live one')
      if (!session || !touched) return
      const kept = idleMs ?? session.idleMs
      const moved = Math.abs(Math.min(model.now + kept, session.absoluteAt) - session.endsAt)
      if (kept !== session.idleMs || moved > kept * 0.05) model.prolong(session, kept)
      assert.equal(touched.version, session.seen.version, 'a touch changed the version')
      model.see(session, touched)
    },
    toString: () => `touch(${pick}, ${idleMs})`,
  }
}

export function rotateStep([pick = 0, field = 0, value = 0, both = 0]: readonly number[]): SessionStep {
  const changes = both % 2 === 0 ? undefined : changesAt(field, value, both)
  return {
    check: always,
    run: async (model, { subject }) => {
      const id = idAt(model, pick)
      const session = model.live(id)
      const rotating = subject.rotate(id, changes && fromMap(changes))
      if (!session) return void (await expectRejection(rotating, 'SESSION_ENDED'))
      const rotated = await rotating
      assert.ok(!model.ids.includes(rotated.id), 'a rotation reused an id')
      session.id = rotated.id
      model.ids.push(rotated.id)
      if (changes) model.change(session, changes, rotated)
      else model.see(session, rotated)
    },
    toString: () => `rotate(${pick}, ${changes && JSON.stringify([...changes])})`,
  }
}

export function deleteStep([pick = 0]: readonly number[]): SessionStep {
  return {
    check: always,
    run: async (model, { subject }) => {
      const id = idAt(model, pick)
      const session = model.live(id)
      assert.equal(await subject.delete(id), session !== undefined, 'delete returned the wrong result')
      if (session) session.ended = true
    },
    toString: () => `delete(${pick})`,
  }
}

export function revokeStep([user = 0, pick = 0, how = 0]: readonly number[]): SessionStep {
  const userId = userAt(user)
  return {
    check: always,
    run: async (model, { subject }) => {
      const chosen = model.sessions.at(-1 - pick)
      // A chosen id can be reused after its session ended: the current session of the id counts.
      const except = chosen && how % 3 === 1 ? chosen.id : undefined
      const handle = chosen && how % 3 === 2 ? chosen.seen.handle : undefined
      const revoked = model
        .ofUser(userId)
        .filter((session) => session.id !== except && (handle === undefined || session.seen.handle === handle))
      const options = { ...(except === undefined ? {} : { except }), ...(handle === undefined ? {} : { handle }) }
      assert.equal(await subject.revokeByUser(userId, options), revoked.length)
      for (const session of revoked) session.ended = true
    },
    toString: () => `revoke(${userId}, ${pick}, ${['all', 'except', 'handle'][how % 3]})`,
  }
}

export function advanceTimeStep([time = 0]: readonly number[]): SessionStep {
  const ms = at(TIMES, time) * MODEL_STEP_MS
  return {
    check: always,
    run: async (model, real) => {
      await real.advanceTime(ms)
      model.now += ms
    },
    toString: () => `advanceTime(${ms})`,
  }
}

function fromMap(changes: ReadonlyMap<string, JsonValue | undefined>): SessionChanges {
  return Object.fromEntries(changes)
}
