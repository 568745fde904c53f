// What is measured, through the facade that apps use.
import { createApp } from '../../../../dist/index.js'

const QUIET = { environment: 'test', log: { level: 'silent' }, jobs: { workers: 'off' } }

async function open(config) {
  const app = await createApp({ ...QUIET, ...config })
  await app.ready
  const { get, mget, set, mset, getOrSet, getStats } = app.cache
  return {
    get,
    set,
    getMany: mget,
    setMany: (items) => mset(items),
    getOrSet,
    stats: getStats,
    close: () => app.close(),
  }
}

/** The cache in memory. */
export const oursMemory = () => open({})

/** The cache on Redis alone. */
export const oursRedis = ({ url }) => open({ redis: { url }, cache: { mode: 'redis' } })

/** Memory over Redis, the default where there is a Redis. */
export const oursTiered = ({ url }) => open({ redis: { url } })
