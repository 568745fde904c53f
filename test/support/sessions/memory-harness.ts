import { LruSessionStore, type LruSessionStoreOptions } from '../../../src/adapters/memory/index.js'
import { type HarnessFactory, SESSION_CAPABILITIES } from '../../../src/ports/conformance/index.js'
import type { SessionStore } from '../../../src/ports/index.js'
import { ManualClock } from '../manual-clock.js'

/** Stores in memory on clocks that stand still, each changed as `change` says. */
export function memoryHarness(
  change: (store: SessionStore, clock: ManualClock) => SessionStore = (store) => store,
  options: Omit<LruSessionStoreOptions, 'clock'> = {},
  more: readonly string[] = [],
): HarnessFactory<SessionStore> {
  return () => {
    const clocks: ManualClock[] = []
    const stores: SessionStore[] = []
    return {
      capabilities: [SESSION_CAPABILITIES.EXACT_TIME, ...more],
      create: () => {
        const clock = new ManualClock()
        const store = new LruSessionStore({ clock, ...options })
        clocks.push(clock)
        stores.push(store)
        return change(store, clock)
      },
      advanceTime: async (ms) => {
        for (const clock of clocks) await clock.advance(ms)
      },
      destroy: async () => {
        for (const store of stores) await store.close()
      },
    }
  }
}

/** Full with some 16 sessions of 60 kB. */
export const smallMemoryHarness = memoryHarness((store) => store, { limits: { maxBytes: 1024 * 1024 } }, [
  SESSION_CAPABILITIES.SMALL_EVICTS,
])
