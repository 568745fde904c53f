import type { ContainerModule } from 'inversify'
// Not from the index of the package, which loads the search engine.
import { LruCache } from '../../../adapters/memory/cache/lru-cache.js'
import { MemoryJobQueue } from '../../../adapters/memory/jobs/memory-job-queue.js'
import { LruSessionStore } from '../../../adapters/memory/sessions/lru-session-store.js'
import type { ResolvedConfig } from '../config/index.js'
import type { Capability } from '../decide-adapters.js'
import { CACHE_EVENTS, CACHE_PORT, CLOCK, IDS, JOB_QUEUE, LOGGER, RANDOM, SESSION_STORE } from '../tokens.js'
import { type CapabilityBindings, CLOSE_MARGIN_MS, capabilityModule, type OnClose } from './capability-module.js'

/** The in-memory adapters. */
export function memoryModule(
  capabilities: readonly Capability[],
  config: ResolvedConfig,
  onClose: OnClose,
): ContainerModule {
  return capabilityModule(BINDINGS, capabilities, config, onClose)
}

const BINDINGS: CapabilityBindings = {
  cache: (bind, { cache }, onClose) => {
    bind(CACHE_PORT)
      .toResolvedValue(
        (clock, ids, { eviction }) => {
          const onEvicted = (prefix: string, key: string): void => {
            if (eviction.hasSubscribers) eviction.publish({ prefix, key })
          }
          const port = new LruCache({ clock, ids, limits: cache.limits, onEvicted })
          onClose('the cache', () => port.close())
          return port
        },
        [CLOCK, IDS, CACHE_EVENTS],
      )
      .inSingletonScope()
  },
  sessions: (bind, { sessions }, onClose) => {
    bind(SESSION_STORE)
      .toResolvedValue(
        (clock, ids, logger) => {
          const { maxSessions, pepper } = sessions
          const store = new LruSessionStore({ clock, ids, limits: { maxSessions }, pepper, logger })
          onClose('the session store', () => store.close())
          return store
        },
        [CLOCK, IDS, LOGGER],
      )
      .inSingletonScope()
  },
  jobs: (bind, { jobs }, onClose) => {
    bind(JOB_QUEUE)
      .toResolvedValue(
        (clock, random, logger) => {
          const queue = new MemoryJobQueue({ clock, random, logger, limits: jobs.limits })
          onClose('the job queue', (signal) => queue.close(jobs.drainMs, { signal }), jobs.drainMs + CLOSE_MARGIN_MS)
          return queue
        },
        [CLOCK, RANDOM, LOGGER],
      )
      .inSingletonScope()
  },
}
