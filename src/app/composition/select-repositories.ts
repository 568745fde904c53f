import type { ContainerModule } from 'inversify'
import type { ResolvedConfig } from './config/index.js'
import type { DatabaseChoice } from './decide-database.js'
import type { OnClose } from './modules/binder.js'
import { customRepositoriesModule } from './modules/custom-repositories-module.js'
import type { Overrides } from './overrides.js'

/** The modules of the repositories: the embedder's, and ours for what the embedder does not bring. */
export async function selectRepositories(
  choice: DatabaseChoice,
  config: ResolvedConfig,
  overrides: Overrides,
  onClose: OnClose,
): Promise<readonly ContainerModule[]> {
  const custom = customRepositoriesModule(overrides)
  if (choice.adapter === 'custom') return [custom]
  const { sqlModule } = await import('./modules/sql-module.js')
  return [custom, sqlModule(config, overrides, onClose)]
}
