import type { Sessions } from '../../../app/sessions/index.js'
import type { HttpPlatform } from '../http-shell.js'
import type { OutageLog } from './outage-log.js'

/** What all requests of one mounted middleware share. */
export interface SessionContext {
  readonly sessions: Sessions
  readonly platform: HttpPlatform
  /** What the session operations of one request may wait for their store altogether. */
  readonly storeDeadlineMs: number
  readonly outageLog: OutageLog
}
