import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from '@jest/globals'
import { GuardedProcess } from '../../support/guarded-process.js'
import { makeServerFolder } from '../../support/server-folder.js'
import { until } from '../../support/until.js'
import { closingAfterEach, jobsOnRedis } from './bull-fixture.js'

const SCRIPT = fileURLToPath(new URL('./resubscribe-process.mjs', import.meta.url))
const ROUNDS = 5

const redis = jobsOnRedis('resubscribe')
const closing = closingAfterEach()

it('a queue that is closed while a new connection subscribes again leaves no unhandled rejection', async () => {
  const folder = makeServerFolder('resubscribe')
  closing.add(() => rm(folder, { recursive: true, force: true }))
  const log = join(folder, 'log')
  const child = await GuardedProcess.start(process.execPath, [SCRIPT, redis.server.url, String(ROUNDS)], folder, log)
  closing.add(() => child.kill())
  await until('the process ends', () => (child.running ? undefined : true))
  const printed = await readFile(log, 'utf8')
  expect(JSON.parse(printed)).toEqual({ rounds: ROUNDS, faults: [] })
})
