import { setTimeout as delay } from 'node:timers/promises'
import type { App } from '../../src/index.js'
import { runningTime } from './running-time.js'

/** Resolves when a probe finds `service` in that status, for a reason that matches. A busy machine may fail a probe. */
export async function untilHealth(app: App, service: string, status: string, why = /(?:)/): Promise<void> {
  void app.health.first
  const start = runningTime()
  const isSo = (): boolean => {
    const found = app.health.report().services[service]
    return found?.status === status && why.test(found.reason ?? '')
  }
  while (!isSo()) {
    if (runningTime() - start > 60_000)
      throw new Error(`${service} did not become ${status}: ${JSON.stringify(app.health.report())}`)
    await delay(20)
  }
}
