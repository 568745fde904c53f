import type { Redis } from 'ioredis'
import type { Logger } from '../../../ports/platform/index.js'

/** Warns if Redis may drop jobs to make room. What it does not tell is no reason to warn. */
export async function warnOfEviction(client: Redis, logger: Logger): Promise<void> {
  const memory = await client.info('memory').catch(() => '')
  const policy = /^maxmemory_policy:(\S+)/m.exec(memory)?.[1]
  if (policy === undefined || policy === 'noeviction') return
  logger.warn(`redis jobs: maxmemory-policy is ${policy}, so Redis may drop jobs; jobs need noeviction`, { policy })
}
