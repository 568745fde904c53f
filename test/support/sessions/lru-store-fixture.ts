import { LruSessionStore, type LruSessionStoreOptions } from '../../../src/adapters/memory/index.js'
import type { AppError } from '../../../src/domain/platform/index.js'
import type { SessionCreation } from '../../../src/ports/index.js'
import { ManualClock } from '../manual-clock.js'

export const IDLE_MS = 1000
const ABSOLUTE_MS = 10_000

/** A user's data, as small as it may be. */
export const person = (
  userId = 'u1',
  more: { readonly [field: string]: string | number | null | readonly number[] } = {},
) => ({
  userId,
  email: `${userId}@example.org`,
  role: 'viewer',
  ...more,
})

/** A store on a clock that stands still. */
export function sessionFixture(options: Omit<LruSessionStoreOptions, 'clock'> = {}) {
  const clock = new ManualClock()
  const store = new LruSessionStore({ clock, ...options })
  return {
    clock,
    store,
    create: (data: Parameters<typeof store.create>[0] = person(), creation: Partial<SessionCreation> = {}) =>
      store.create(data, { idleMs: IDLE_MS, absoluteMs: ABSOLUTE_MS, ...creation }),
  }
}

/** What `promise` rejects with; fails if it resolves. */
export async function refusal(promise: Promise<unknown>): Promise<AppError> {
  return promise.then(
    (value) => Promise.reject(new Error(`resolved with ${JSON.stringify(value)}`)),
    (reason: AppError) => reason,
  )
}
