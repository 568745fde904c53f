import type { SessionData } from 'express-session'
import {
  ExpressSessionStore,
  type ExpressSessionStoreOptions,
} from '../../../src/adapters/express/express-session/index.js'
import { LruSessionStore } from '../../../src/adapters/memory/index.js'
import { Sessions } from '../../../src/app/sessions/index.js'
import type { SessionStore } from '../../../src/ports/index.js'
import { ManualClock } from '../manual-clock.js'

export interface Plain {
  cookie: { originalMaxAge?: number | null; maxAge?: number; expires?: Date | string | null; path?: string }
  [field: string]: unknown
}

/** A store in memory on a clock that stands still, with its callbacks as promises. */
export function expressFixture(options: ExpressSessionStoreOptions = {}, given?: SessionStore) {
  const clock = new ManualClock()
  const sessions = new Sessions(given ?? new LruSessionStore({ clock }), {
    lifetime: { idleMs: 1_800_000, absoluteMs: 43_200_000 },
    maxPerUser: 2,
  })
  const store = new ExpressSessionStore(sessions, { clock, ...options })
  return { clock, sessions, store, ...promised(store) }
}

/** The methods of the store as promises. */
function promised(store: ExpressSessionStore) {
  const run = <T>(call: (done: (error?: unknown, value?: T | null) => void) => void) =>
    new Promise<T | null | undefined>((resolve, reject) => {
      call((error, value) => (error ? reject(error) : resolve(value)))
    })
  const get = (sid: string) =>
    run<Plain>((done) => store.get(sid, done as (error?: unknown, session?: unknown) => void))
  return {
    get,
    /** The session, which must be there. */
    load: async (sid: string): Promise<Plain> => {
      const session = await get(sid)
      if (!session) throw new Error(`there is no session ${sid}`)
      return session
    },
    set: (sid: string, session: object) => run((done) => store.set(sid, session as SessionData, done)),
    destroy: (sid: string) => run((done) => store.destroy(sid, done)),
    touch: (sid: string, session: object) => run((done) => store.touch(sid, session as SessionData, done)),
    all: () => run<Plain[]>((done) => store.all((error, sessions) => done(error, sessions as unknown as Plain[]))),
    length: () => run<number>((done) => store.length(done)),
    clear: () => run((done) => store.clear(done)),
  }
}
