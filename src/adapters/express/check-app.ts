import type { App } from '../../app/app.js'
import { assertParts } from '../../domain/platform/index.js'

/** @throws AppError `INVALID_ARGUMENT` unless `app` has these parts of an app */
export function assertApp(app: unknown, parts: readonly (keyof App)[]): void {
  assertParts(app, 'app', parts, 'the result of await createApp()')
}
