import { ContainerModule } from 'inversify'
import type { Overrides } from '../overrides.js'
import { CACHE_PORT, JOB_QUEUE, SESSION_STORE } from '../tokens.js'

/** The ports that the embedder supplied. They are the embedder's to close. */
export function customModule({ cache, sessions, jobs }: Overrides): ContainerModule {
  return new ContainerModule(({ bind }) => {
    if (cache) bind(CACHE_PORT).toConstantValue(cache)
    if (sessions) bind(SESSION_STORE).toConstantValue(sessions)
    if (jobs) bind(JOB_QUEUE).toConstantValue(jobs)
  })
}
