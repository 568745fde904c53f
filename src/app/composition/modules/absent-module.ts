import { ContainerModule } from 'inversify'
import { AbsentCache, AbsentJobQueue, AbsentSessionStore } from '../../../adapters/absent/absent-adapters.js'
import type { Capability } from '../decide-adapters.js'
import { CACHE_PORT, JOB_QUEUE, SESSION_STORE } from '../tokens.js'

/** The capabilities that are switched off. They open nothing, so there is nothing to close. */
export function absentModule(capabilities: readonly Capability[]): ContainerModule {
  return new ContainerModule(({ bind }) => {
    for (const capability of capabilities) {
      if (capability === 'cache') bind(CACHE_PORT).toConstantValue(new AbsentCache())
      if (capability === 'sessions') bind(SESSION_STORE).toConstantValue(new AbsentSessionStore())
      if (capability === 'jobs') bind(JOB_QUEUE).toConstantValue(new AbsentJobQueue())
    }
  })
}
