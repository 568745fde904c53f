import { randomBytes } from 'node:crypto'
import type { Mutant } from '../../../src/ports/conformance/index.js'
import type { SessionStore } from '../../../src/ports/index.js'
import { REPLACEMENT_MUTANTS } from './replacement-mutants.js'
import { hasCode, LIFETIME, mutant, turn } from './session-mutant.js'
import { WRITER_MUTANTS } from './writer-mutants.js'

export const SESSION_MUTANTS: readonly Mutant<SessionStore>[] = [
  ...WRITER_MUTANTS,
  ...REPLACEMENT_MUTANTS,
  mutant('an update is visible only after a delay', 'sessions/model', (store) => {
    const old = new Map<string, ReturnType<SessionStore['read']>>()
    return {
      read: (id) => old.get(id) ?? store.read(id),
      update: async (id, changes, options) => {
        const before = store.read(id)
        const after = await store.update(id, changes, options)
        old.set(id, before)
        setTimeout(() => old.delete(id), 1)
        return after
      },
    }
  }),
  mutant('a touch changes the version', 'sessions/touch', (store) => ({
    touch: async (id, options) => {
      const touched = await store.touch(id, options)
      return touched && store.update(id, {})
    },
  })),
  mutant('every touch is written', 'sessions/touch-throttled', (store, clock) => ({
    touch: async (id, options) => {
      const touched = await store.touch(id, options)
      return touched && clock.now() > touched.data.lastActivity ? store.update(id, {}) : touched
    },
  })),
  mutant('a new idle timeout applies to one touch only', 'sessions/new-idle-timeout', (store) => ({
    touch: (id, { idleMs = LIFETIME.idleMs } = {}) => store.touch(id, { idleMs }),
  })),
  mutant('the absolute end moves with every rotation', 'sessions/absolute-end', (store) => ({
    rotate: async (id, changes) => {
      const { id: newId } = await store.rotate(id, changes)
      const session = await store.read(newId)
      await store.delete(newId)
      return store.create(session?.data ?? { userId: 'u', email: '', role: 'r' }, { ...LIFETIME, id: newId })
    },
  })),
  mutant('a session is live one millisecond too long', 'sessions/exact-end', (store) => ({
    create: (data, creation) =>
      store.create(data, { ...creation, idleMs: Math.min(creation.idleMs + 1, creation.absoluteMs) }),
  })),
  mutant('a read extends the session', 'sessions/read-does-not-prolong', (store) => ({
    read: (id) => store.touch(id),
  })),
  mutant('a rotation keeps the old id', 'sessions/rotate', (store) => ({
    rotate: async (id, changes) => {
      const session = await store.read(id)
      const rotated = await store.rotate(id, changes)
      if (session) await store.create(session.data, { ...LIFETIME, id })
      return rotated
    },
  })),
  mutant('a given ISO time is returned as text', 'sessions/given-activity', (store) => ({
    create: async (data, creation) => {
      const session = await store.create(data, creation)
      const { lastActivity } = data
      if (typeof lastActivity !== 'string') return session
      return { ...session, data: { ...session.data, lastActivity: lastActivity as unknown as number } }
    },
  })),
  mutant('a day that does not exist is moved', 'sessions/data-refused', (store) => ({
    create: (data, creation) => {
      const ms = Date.parse(String(data?.lastActivity))
      return store.create(typeof data?.lastActivity === 'string' && ms ? { ...data, lastActivity: ms } : data, creation)
    },
  })),
  mutant('a rotation creates a new session', 'sessions/rotate', (store) => ({
    rotate: async (id, changes) => {
      const session = await store.rotate(id, changes)
      await store.delete(session.id)
      return store.create(session.data, LIFETIME)
    },
  })),
  mutant('a rotation copies and deletes in two steps', 'sessions/rotate-against-update', (store) => ({
    rotate: async (id, changes) => {
      const read = await store.read(id)
      if (!read || changes?.role !== 'author') return store.rotate(id, changes)
      await turn()
      await store.delete(id)
      return store.create({ ...read.data, role: 'author' }, LIFETIME)
    },
  })),
  mutant('a listing contains the ids', 'sessions/list', (store) => {
    const ids = new Map<string, string>()
    return {
      create: async (data, creation) => {
        const session = await store.create(data, creation)
        ids.set(session.handle, session.id)
        return session
      },
      listByUser: async (userId) =>
        (await store.listByUser(userId)).map((summary) => ({ ...summary, id: ids.get(summary.handle) })),
    }
  }),
  mutant('a listing shows the least recently active first', 'sessions/list', (store) => ({
    listByUser: async (userId) => [...(await store.listByUser(userId))].reverse(),
  })),
  mutant('the index keeps ended sessions', 'sessions/list-live', (store) => {
    const listed = new Map<string, Awaited<ReturnType<SessionStore['listByUser']>>>()
    return {
      create: async (data, creation) => {
        const session = await store.create(data, creation)
        listed.set(data.userId, [...(await store.listByUser(data.userId)), ...(listed.get(data.userId) ?? [])])
        return session
      },
      listByUser: async (userId) => listed.get(userId) ?? [],
    }
  }),
  mutant('a revocation ignores except', 'sessions/revoke', (store) => ({
    revokeByUser: (userId, options) => store.revokeByUser(userId, options?.handle ? options : {}),
  })),
  mutant('a revocation with an empty handle ends all sessions', 'sessions/revoke', (store) => ({
    revokeByUser: (userId, options) => store.revokeByUser(userId, options?.handle === '' ? {} : (options ?? {})),
  })),
  mutant('the limit of a user ends the most recently active', 'sessions/user-limit', (store) => ({
    create: async (data, { maxPerUser, ...creation }) => {
      const list = maxPerUser === undefined ? [] : await store.listByUser(data.userId)
      const session = await store.create(data, creation)
      for (const { handle } of list.slice(0, Math.max(0, list.length + 1 - (maxPerUser ?? 0))))
        await store.revokeByUser(data.userId, { handle })
      return session
    },
  })),
  mutant('a rejected creation ends other sessions', 'sessions/user-limit-refused', (store) => ({
    create: async (data, creation) => {
      if (creation.maxPerUser === 1) await store.revokeByUser(data.userId)
      return store.create(data, creation)
    },
  })),
  mutant('delete returns true for an ended session', 'sessions/ended-after-expiry', (store) => ({
    delete: async (id) => (await store.delete(id)) || id.length > 0,
  })),
  mutant('a change that is too large is ignored', 'sessions/too-large', (store) => ({
    update: async (id, changes, options) => {
      try {
        return await store.update(id, changes, options)
      } catch (error) {
        if (!hasCode(error, 'SESSION_TOO_LARGE')) throw error
        return store.update(id, {}, options)
      }
    },
  })),
  mutant('results are not frozen', 'sessions/snapshot', (store) => ({
    read: async (id) => structuredClone(await store.read(id)),
  })),
  mutant('ids are short', 'sessions/made-id', (store) => ({
    create: (data, creation) =>
      store.create(data, { ...creation, id: creation.id ?? randomBytes(8).toString('base64url') }),
  })),
]
