import type { App } from '../app.js'
import type { AppConfig } from './config/app-config.js'
import type { Overrides } from './overrides.js'

/**
 * Builds an app from its configuration. It resolves at once, also while Redis cannot be reached; nothing listens and no
 * job runs until it is asked for.
 *
 * @param config every part is optional; `readConfig(process.env)` makes one from the environment
 * @param overrides ports of the embedder's own in place of ours; `close()` leaves them open
 * @throws AppError `CONFIG_INVALID` with every problem at once; `REDIS_REQUIRED`
 */
export async function createApp(config: AppConfig = {}, overrides: Overrides = {}): Promise<App> {
  // Loaded here and not at the top: Inversify brings reflect-metadata, which patches a global, and importing this
  // package must do nothing.
  const { assembleApp } = await import('./assemble-app.js')
  return assembleApp(config, overrides)
}
