// Reads and writes of what Redis holds.
import { REDIS } from '../contenders/index.mjs'
import { measureRounds, withContenders } from '../measure.mjs'
import { contest, fastestPeer, noise, verdict } from './table.mjs'

const BYTES = 1000
const COUNT = 1024
const CALLERS = 64

async function compete({ url }, task, { kind, ...options }, limits) {
  return withContenders(REDIS, url, async (contenders) => {
    for (const contender of contenders) await contender.run('fill', { count: COUNT, bytes: BYTES, kind })
    return measureRounds(contenders, task, options, { max: 20_000, ...limits })
  })
}

/** No slower than any peer. */
const peers = (what, samples, bar = 1) =>
  verdict(`${what}, fastest peer to ours`, fastestPeer(REDIS, samples), bar, { min: true })

async function getByMany(env, what, equal) {
  const samples = await compete(env, 'getByMany', { callers: CALLERS, equal }, { min: 640, rounds: 15 })
  const toLimit = verdict(`${what}, to node-redis`, samples.ratio('ours', 'node-redis'), 1.35)
  return {
    noise: noise(samples),
    verdicts: equal ? [] : [toLimit, peers(what, samples)],
    contest: contest(what, REDIS, samples),
  }
}

export const redisGet = (env) => getByMany(env, 'Redis `get`, 1 kB, 64 callers, each its keys', false)
/** No limit: contenders that share one read among concurrent callers have an advantage. */
export const redisGetEqual = (env) => getByMany(env, 'Redis `get`, 1 kB, 64 callers, the same keys', true)

async function mget(env, what, { callers, kind }) {
  const samples = await compete(env, 'mgetByMany', { callers, kind, size: 100 }, { min: 2 * callers })
  return {
    noise: noise(samples),
    verdicts: [verdict(`${what}, to node-redis`, samples.ratio('ours', 'node-redis'), 1.4), peers(what, samples, 2)],
    contest: contest(what, REDIS, samples),
  }
}

export const redisMget = (env) => mget(env, 'Redis `mget` of 100, 1 kB, 1 caller', { callers: 1 })
export const redisMgetMany = (env) => mget(env, 'Redis `mget` of 100, 1 kB, 8 callers', { callers: 8 })
/** Of values that JSON.parse takes no time for. */
export const redisMgetTexts = (env) =>
  mget(env, 'Redis `mget` of 100 texts, 1 kB, 1 caller', { callers: 1, kind: 'text' })

/** No bar: a write of ours breaks leases and remembers tags. */
export async function redisSet(env) {
  const samples = await compete(env, 'setByMany', { callers: CALLERS, bytes: BYTES }, { min: 640, rounds: 9 })
  return { noise: noise(samples), verdicts: [], contest: contest('Redis `set`, 1 kB, 64 callers', REDIS, samples) }
}
