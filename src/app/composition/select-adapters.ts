import type { ContainerModule } from 'inversify'
import type { ResolvedConfig } from './config/index.js'
import { type AdapterChoices, CAPABILITIES, type CapabilityChoice, type DatabaseChoice } from './decide-adapters.js'
import type { OnClose } from './modules/capability-module.js'
import { customModule } from './modules/custom-module.js'
import type { Overrides } from './overrides.js'

/**
 * Loads the modules of the chosen adapters and of the Redis connections. Other adapters are not loaded, and a Redis client
 * only when a connection connects.
 */
export async function selectAdapters(
  { choices, database }: { readonly choices: AdapterChoices; readonly database: DatabaseChoice },
  config: ResolvedConfig,
  overrides: Overrides,
  onClose: OnClose,
): Promise<readonly ContainerModule[]> {
  const servedBy = (...adapters: readonly CapabilityChoice['adapter'][]) =>
    CAPABILITIES.filter((capability) => adapters.includes(choices[capability].adapter))
  const modules = [customModule(overrides)]
  if (servedBy('memory').length > 0) {
    const { memoryModule } = await import('./modules/memory-module.js')
    modules.push(memoryModule(servedBy('memory'), config, onClose))
  }
  if (servedBy('off').length > 0) {
    const { absentModule } = await import('./modules/absent-module.js')
    modules.push(absentModule(servedBy('off'), config))
  }
  if (servedBy('redis', 'tiered').length > 0) {
    const { redisModule } = await import('./modules/redis-module.js')
    modules.push(redisModule(servedBy('redis', 'tiered'), config, onClose))
  }
  const { connectionsModule } = await import('./modules/connections-module.js')
  modules.push(connectionsModule(choices, config, onClose))
  if (database.adapter !== 'custom') {
    const { sqlModule } = await import('./modules/sql-module.js')
    modules.push(sqlModule(config, overrides, onClose))
  }
  return modules
}
