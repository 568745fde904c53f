import { ContainerModule } from 'inversify'
import { CronerSchedule } from '../../../adapters/system/croner-schedule.js'
import { DiagnosticsCacheEvents } from '../../../adapters/system/diagnostics-cache-events.js'
import { SystemEventLoopLag } from '../../../adapters/system/event-loop-lag.js'
import { SystemClock, SystemDigest, SystemIds, SystemRandom } from '../../../adapters/system/index.js'
import { PinoLogger } from '../../../adapters/system/pino-logger.js'
import type { ResolvedConfig } from '../config/index.js'
import type { Overrides } from '../overrides.js'
import { CACHE_EVENTS, CLOCK, CRON_SCHEDULE, DIGEST, EVENT_LOOP_LAG, IDS, LOGGER, RANDOM } from '../tokens.js'
import type { OnClose } from './capability-module.js'

/** The platform: ours, or the parts that the embedder passes. */
export function systemModule({ log }: ResolvedConfig, overrides: Overrides, onClose: OnClose): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(CLOCK).toConstantValue(overrides.clock ?? new SystemClock())
    bind(IDS).toConstantValue(overrides.ids ?? new SystemIds())
    bind(DIGEST).toConstantValue(new SystemDigest())
    bind(RANDOM).toConstantValue(overrides.random ?? new SystemRandom())
    bind(CACHE_EVENTS).toConstantValue(new DiagnosticsCacheEvents())
    bind(CRON_SCHEDULE).toConstantValue(new CronerSchedule())
    bind(LOGGER).toConstantValue(
      overrides.logger ?? new PinoLogger({ level: log.level, pretty: process.stderr.isTTY === true }),
    )
    bind(EVENT_LOOP_LAG)
      .toResolvedValue(
        (clock) => {
          const lag = new SystemEventLoopLag({ clock })
          onClose('the event loop monitor', () => lag.close())
          return lag
        },
        [CLOCK],
      )
      .inSingletonScope()
  })
}
