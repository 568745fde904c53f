import express from 'express'
import { buildRouter, type RoutedApp, type RouterOptions } from './build-router.js'
import { type Listening, openServer, type ServerOptions } from './server/open-server.js'

/** How the service listens and behaves. */
export interface ListenOptions extends ServerOptions, RouterOptions {}

/**
 * Serves an app on a port of its own. Closing the result drains the server and leaves the app to the caller, who closes
 * it afterwards.
 *
 * @throws AppError `PORT_UNAVAILABLE` with the reason and what to do
 */
export function listen(app: RoutedApp, options: ListenOptions = {}): Promise<Listening> {
  const service = express()
  service.disable('x-powered-by')
  service.use(buildRouter(app, options))
  return openServer(service, app, options)
}
