// A worker in a process of its own, on the built package: `worker-process.mjs <url> <prefix> <options as JSON>`.
// What a job does is said by its payload. Prints a line when a run begins and when it ends.
import { existsSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { BullJobQueue, decideRedisSettings } from '../../../dist/adapters/redis/index.js'
import { SystemClock, SystemRandom } from '../../../dist/adapters/system/index.js'

const [url, prefix, options] = process.argv.slice(2)
const { lockMs, concurrency = 1, closeMs = 600_000, stopAfter } = JSON.parse(options)
const { settings } = decideRedisSettings({
  url,
  environment: 'test',
  tlsVerify: 'auto',
  maxRetries: 3,
  retryDelayMs: 100,
  connectTimeoutMs: 10_000,
})
const say = (line) => process.stdout.write(`${line}\n`)
const log = (message, fields) => process.stderr.write(`${message} ${JSON.stringify(fields ?? {})}\n`)
const logger = { debug: log, info: log, warn: log, error: log }
const clock = new SystemClock()
const queue = new BullJobQueue({ settings, clock, random: new SystemRandom(), logger, prefix, lockMs })

const nothing = new Int32Array(new SharedArrayBuffer(4))
let started = 0

async function handle({ id, attempt, payload, signal }) {
  say(`began ${id} ${attempt}`)
  if (payload.dies) process.kill(process.pid, 'SIGKILL')
  if (++started === stopAfter) process.kill(process.pid, 'SIGTERM')
  // Blocks the event loop without heating the machine.
  while (payload.blocksUntil && attempt === 1 && !existsSync(payload.blocksUntil)) Atomics.wait(nothing, 0, 0, 20)
  while (payload.lastsUntil && !existsSync(payload.lastsUntil)) await delay(20)
  if (payload.hangs && attempt === 1) await delay(3_600_000, undefined, { signal })
  if (payload.takesMs) await delay(payload.takesMs)
  say(`ended ${id} ${attempt}`)
  return { by: process.pid, attempt }
}

await queue.work('work', handle, { concurrency })
process.on('SIGTERM', async () => {
  await queue.close(closeMs)
  say('closed')
})
say('ready')
