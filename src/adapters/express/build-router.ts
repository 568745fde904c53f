import type { Router } from 'express'
import type { App } from '../../app/app.js'
import { healthRoutes } from './health/health-routes.js'
import { buildShell, DEFAULT_BODY_LIMIT_BYTES } from './http-shell.js'
import { startPage } from './web/start-page.js'

/** The part of an app that its router needs. */
export type RoutedApp = Pick<App, 'health' | 'lifecycle' | 'platform'>

/** How a router is to behave. */
export interface RouterOptions {
  /** The largest JSON body that is read, in bytes. Default 262,144. */
  readonly bodyLimitBytes?: number
}

/**
 * The whole HTTP API and page of an app as an Express router, mountable under any path of any Express 5 app. It never
 * listens, and closing the app stays with the caller.
 *
 * No request and no error leaves it: unknown paths below its mount point are answered with 404, so mount it under a path
 * of its own, or behind the host's routes. A body that the host's `express.json()` has read is taken over.
 */
export function buildRouter(app: RoutedApp, { bodyLimitBytes = DEFAULT_BODY_LIMIT_BYTES }: RouterOptions = {}): Router {
  return buildShell(app.platform, [...startPage(), ...healthRoutes(app)], bodyLimitBytes)
}
