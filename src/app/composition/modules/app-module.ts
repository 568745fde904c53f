import { ContainerModule } from 'inversify'
import { NamespaceRegistry } from '../../../domain/cache/index.js'
import { OpenState } from '../../../domain/platform/index.js'
import { Access } from '../../access/access.js'
import { Cache } from '../../cache/cache.js'
import { HealthMonitor } from '../../health/health-monitor.js'
import { Lifecycle } from '../../health/lifecycle.js'
import { Jobs } from '../../jobs/jobs.js'
import { RecentSessions } from '../../sessions/recent-sessions.js'
import { Sessions } from '../../sessions/sessions.js'
import type { ResolvedConfig } from '../config/index.js'
import {
  ACCESS,
  ACCOUNTS,
  CACHE,
  CACHE_EVENTS,
  CACHE_PORT,
  CLOCK,
  CRON_SCHEDULE,
  CURRICULA,
  DIGEST,
  EVENT_LOOP_LAG,
  HEALTH,
  HEALTH_PROBES,
  IDS,
  JOB_QUEUE,
  JOBS,
  KNOWLEDGE,
  LIFECYCLE,
  LOGGER,
  NAMESPACES,
  OPEN_STATE,
  PROGRAMS,
  RANDOM,
  REDIS_CONNECTIONS,
  SESSION_STORE,
  SESSIONS,
} from '../tokens.js'
import type { OnClose } from './capability-module.js'

/** The facades, over the ports that the other modules bind. */
export function appModule(config: ResolvedConfig, warnings: readonly string[], onClose: OnClose): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(NAMESPACES).toConstantValue(new NamespaceRegistry(config.cache.namespaces))
    bind(CACHE)
      .toResolvedValue(
        (port, namespaces, clock, random, events, state) =>
          new Cache(port, namespaces, { clock, random, events, state }),
        [CACHE_PORT, NAMESPACES, CLOCK, RANDOM, CACHE_EVENTS, OPEN_STATE],
      )
      .inSingletonScope()
    bind(SESSIONS)
      .toResolvedValue(
        (store, clock, state) => {
          const { lifetime, maxPerUser, deadlineMs, outageGraceMs } = config.sessions
          const recent = outageGraceMs > 0 ? new RecentSessions(clock, outageGraceMs) : undefined
          return new Sessions(store, { lifetime, maxPerUser, deadlineMs }, recent, state)
        },
        [SESSION_STORE, CLOCK, OPEN_STATE],
      )
      .inSingletonScope()
    bind(JOBS)
      .toResolvedValue(
        (queue, ids, logger, clock, cron, state) => {
          const jobs = new Jobs(queue, { ids, logger, clock, cron, state })
          onClose('the job schedules', jobs.close)
          return jobs
        },
        [JOB_QUEUE, IDS, LOGGER, CLOCK, CRON_SCHEDULE, OPEN_STATE],
      )
      .inSingletonScope()
    bind(ACCESS)
      .toResolvedValue(
        (programs, knowledge, curricula, jobs, sessions, accounts, cache, digest) =>
          new Access({ programs, knowledge, curricula, jobs, sessions, accounts, cache, digest }),
        [PROGRAMS, KNOWLEDGE, CURRICULA, JOBS, SESSIONS, ACCOUNTS, CACHE, DIGEST],
      )
      .inSingletonScope()
    bind(OPEN_STATE)
      .toResolvedValue(() => {
        const state = new OpenState()
        onClose('the facades', () => state.close())
        return state
      })
      .inSingletonScope()
    bind(LIFECYCLE).toConstantValue(new Lifecycle())
    bind(HEALTH)
      .toResolvedValue(
        (probes, clock, logger, lag, connections) => {
          const isOutageLogged = (adapter: string) => ['redis', 'tiered'].includes(adapter) && connections.isOutage
          const tls = () => connections.tls()
          const monitor = new HealthMonitor(probes, { clock, logger, lag, warnings, tls, isOutageLogged })
          onClose('the health monitor', () => monitor.close())
          return monitor
        },
        [HEALTH_PROBES, CLOCK, LOGGER, EVENT_LOOP_LAG, REDIS_CONNECTIONS],
      )
      .inSingletonScope()
  })
}
