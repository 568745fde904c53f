import type { ContainerModule } from 'inversify'
import type { ResolvedConfig } from './config/index.js'
import { type AdapterChoices, CAPABILITIES, type CapabilityChoice } from './decide-adapters.js'
import type { OnClose } from './modules/binder.js'
import type { Overrides } from './overrides.js'

/**
 * The modules of the adapters that were chosen, and of the connections to Redis. An adapter is loaded only if something
 * uses it; a Redis client only when a connection begins to connect.
 */
export async function selectAdapters(
  choices: AdapterChoices,
  config: ResolvedConfig,
  overrides: Overrides,
  onClose: OnClose,
): Promise<readonly ContainerModule[]> {
  const servedBy = (...adapters: readonly CapabilityChoice['adapter'][]) =>
    CAPABILITIES.filter((capability) => adapters.includes(choices[capability].adapter))
  const modules: ContainerModule[] = []
  if (servedBy('memory').length > 0) {
    const { memoryModule } = await import('./modules/memory-module.js')
    modules.push(memoryModule(servedBy('memory'), config, onClose))
  }
  if (servedBy('off').length > 0) {
    const { absentModule } = await import('./modules/absent-module.js')
    modules.push(absentModule(servedBy('off')))
  }
  if (servedBy('custom').length > 0) {
    const { customModule } = await import('./modules/custom-module.js')
    modules.push(customModule(overrides))
  }
  if (servedBy('redis', 'tiered').length > 0) {
    const { redisModule } = await import('./modules/redis-module.js')
    modules.push(redisModule(servedBy('redis', 'tiered'), config, onClose))
  }
  const { connectionsModule } = await import('./modules/connections-module.js')
  modules.push(connectionsModule(choices, config, onClose))
  return modules
}
