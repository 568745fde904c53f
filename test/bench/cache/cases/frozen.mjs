import { setTimeout as sleep } from 'node:timers/promises'
import { REDIS, SHARED } from '../contenders/index.mjs'
import { withContenders } from '../measure.mjs'
import { startRedis } from '../redis-server.mjs'
import { verdict } from './table.mjs'

const CAP_MS = 8000
const LATER_MS = 5000
const EVERY_MS = 50

/** What a read takes when Redis is stopped in the middle of its work. */
export async function frozenRedis() {
  const what = 'Redis frozen'
  const entered = [
    ...REDIS.filter(({ role }) => role !== 'again'),
    { ...SHARED.find(({ role }) => role === 'ours'), name: 'ours, tiered' },
  ]
  const redis = await startRedis()
  try {
    const found = await withContenders(entered, redis.url, async (contenders) => {
      for (const contender of contenders) await contender.run('fill', { count: 100, bytes: 1000 })
      // What is near goes as well: a tiered cache would answer from its memory.
      await redis.send('FLUSHALL')
      await sleep(100)
      redis.freeze()
      const options = { capMs: CAP_MS, laterMs: LATER_MS, everyMs: EVERY_MS }
      return Promise.all(contenders.map(async (one) => [one.name, await one.run('frozen', options)]))
    })
    const of = Object.fromEntries(found)
    const peers = REDIS.filter(({ role }) => role === 'peer').map(({ name }) => of[name].first)
    return {
      noise: '',
      verdicts: [
        verdict(`${what}, first call`, of.ours.first, 300, { unit: ' ms' }),
        verdict(`${what}, slowest later call`, of.ours.slowest, 5, { unit: ' ms' }),
        verdict(`${what}, first call, tiered`, of['ours, tiered'].first, 300, { unit: ' ms' }),
        verdict(`${what}, slowest later call, tiered`, of['ours, tiered'].slowest, 5, { unit: ' ms' }),
        verdict(`${what}, fastest peer`, Math.min(...peers), 6000, { min: true, unit: ' ms' }),
      ],
      contest: {
        title: `${what}: one call, then calls for ${LATER_MS / 1000} s, each waited for ${CAP_MS / 1000} s at most`,
        head: ['', 'first call', 'later calls, 95 %', 'slowest'],
        rows: found.map(([name, { first, max, slowest }]) => [name, ...[first, max, slowest].map(milliseconds)]),
      },
    }
  } finally {
    await redis.stop()
  }
}

function milliseconds(ms) {
  if (ms === undefined) return 'none'
  return ms >= CAP_MS ? `> ${CAP_MS} ms` : `${ms.toFixed(1)} ms`
}
