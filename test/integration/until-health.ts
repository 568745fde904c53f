import { setTimeout as delay } from 'node:timers/promises'
import type { App } from '../../src/index.js'
import { runningTime } from '../support/running-time.js'

/** Resolves when a probe has found `service` to be as `status` says, for a reason that matches. */
export async function untilHealth(app: App, service: string, status: string, why = /(?:)/): Promise<void> {
  const begun = runningTime()
  const isSo = (): boolean => {
    const found = app.health.report().services[service]
    return found?.status === status && why.test(found.reason ?? '')
  }
  while (!isSo()) {
    if (runningTime() - begun > 60_000)
      throw new Error(`${service} did not become ${status}: ${JSON.stringify(app.health.report())}`)
    await delay(20)
  }
}
