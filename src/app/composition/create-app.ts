import { invalidArgument, isPromise } from '../../domain/platform/index.js'
import type { App } from '../app.js'
import type { AppConfig } from './config/app-config.js'
import type { Overrides } from './overrides.js'

/**
 * Builds an app from its configuration. Waits for the first attempt to connect to Redis, at most a second, so that the first
 * calls find a connection; then the app runs, connected or not. It does not listen and runs no jobs until you ask for it.
 *
 * ```ts
 * const app = await createApp(readConfig(process.env))
 * await app.cache.set('greeting', 'hello')
 * await app.close()
 * ```
 *
 * @param config every part is optional; `readConfig(process.env)` reads it from the environment
 * @param overrides your own ports instead of ours; `close()` leaves them open
 * @throws AppError `CONFIG_INVALID` with every problem; `REDIS_REQUIRED`; `INVALID_ARGUMENT` for an invalid override
 */
export async function createApp(config: AppConfig = {}, overrides: Overrides = {}): Promise<App> {
  // Its settings would all be defaults.
  if (isPromise(config)) throw invalidArgument('config', config, 'an object, such as readConfig(process.env)')
  // A dynamic import: Inversify loads reflect-metadata, which patches a global, and an import of this package must not.
  const { assembleApp } = await import('./assemble-app.js')
  return assembleApp(config, overrides)
}
