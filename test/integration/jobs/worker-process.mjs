// A worker in a process of its own, on the built package: `worker-process.mjs <url> <prefix> <lockMs> <concurrency>`.
// What a job does is said by its payload. Prints a line when a run begins and when it ends.
import { setTimeout as delay } from 'node:timers/promises'
import { BullJobQueue, decideRedisSettings } from '../../../dist/adapters/redis/index.js'
import { SystemClock, SystemRandom } from '../../../dist/adapters/system/index.js'

const [url, prefix, lockMs, concurrency] = process.argv.slice(2)
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
const queue = new BullJobQueue({ settings, clock, random: new SystemRandom(), logger, prefix, lockMs: Number(lockMs) })

async function handle({ id, attempt, payload, signal }) {
  say(`began ${id} ${attempt}`)
  if (payload.dies) process.kill(process.pid, 'SIGKILL')
  // Blocks the event loop without heating the machine.
  if (payload.blocksMs && attempt === 1) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, payload.blocksMs)
  if (payload.takesMs) await delay(payload.takesMs, undefined, payload.ignoresSignal ? {} : { signal })
  say(`ended ${id} ${attempt}`)
  return { by: process.pid, attempt }
}

await queue.work('work', handle, { concurrency: Number(concurrency) })
process.on('SIGTERM', async () => {
  await queue.close(2000)
  say('closed')
})
say('ready')
