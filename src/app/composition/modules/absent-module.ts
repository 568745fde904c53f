import { ContainerModule } from 'inversify'
import { AbsentCache } from '../../../adapters/absent/absent-cache.js'
import { AbsentJobQueue } from '../../../adapters/absent/absent-job-queue.js'
import { AbsentSessionStore } from '../../../adapters/absent/absent-session-store.js'
import type { ResolvedConfig } from '../config/index.js'
import type { Capability } from '../decide-adapters.js'
import { CACHE_PORT, JOB_QUEUE, SESSION_STORE } from '../tokens.js'

/** The capabilities that are switched off. They open nothing, so there is nothing to close. */
export function absentModule(capabilities: readonly Capability[], { cache }: ResolvedConfig): ContainerModule {
  return new ContainerModule(({ bind }) => {
    for (const capability of capabilities) {
      if (capability === 'cache') bind(CACHE_PORT).toConstantValue(new AbsentCache(cache.limits))
      if (capability === 'sessions') bind(SESSION_STORE).toConstantValue(new AbsentSessionStore())
      if (capability === 'jobs') bind(JOB_QUEUE).toConstantValue(new AbsentJobQueue())
    }
  })
}
