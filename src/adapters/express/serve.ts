import express from 'express'
import { buildRouter, type RoutedApp, type RouterOptions } from './build-router.js'
import { type Listening, openServer, type ServerOptions } from './server/open-server.js'

/** How the service listens and behaves. */
export interface ListenOptions extends ServerOptions, RouterOptions {
  /** How many proxies stand before the service. Default 0: what a client says of its address is not believed. */
  readonly trustProxy?: number
}

/**
 * Serves an app on a port of its own. Closing the result drains the server and leaves the app to the caller, who closes
 * it afterwards.
 *
 * @throws AppError `PORT_UNAVAILABLE` with the reason and what to do
 */
export function listen(app: RoutedApp, options: ListenOptions = {}): Promise<Listening> {
  const service = express()
  service.disable('x-powered-by')
  service.set('trust proxy', options.trustProxy ?? 0)
  service.use(buildRouter(app, options))
  return openServer(service, app, options)
}
