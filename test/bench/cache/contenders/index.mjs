// Who is measured where, each by the file and the function that opens it: a process loads no other than its own.

const contender = (name, file, opener, traits = {}) => ({ name, file, opener, ...traits })

const ours = (opener, name = 'ours') => [
  contender(name, 'ours', opener, { role: 'ours' }),
  // The same once more, in a process of its own: how far two measurements of one thing differ.
  contender(`${name}, again`, 'ours', opener, { role: 'again' }),
]
const peer = (name, opener, traits) => contender(name, 'peers', opener, { role: 'peer', ...traits })

export const MEMORY = [
  contender('lru-cache', 'limits', 'bareLru', { role: 'limit' }),
  ...ours('oursMemory'),
  contender('ours, tiered', 'ours', 'oursTiered', { role: 'tiered' }),
  peer('async-cache-dedupe', 'dedupeMemory'),
  peer('bentocache, shared values', 'bentocacheShared'),
  peer('bentocache', 'bentocacheMemory'),
  peer('cacheable', 'cacheableMemory'),
  peer('cache-manager', 'cacheManagerMemory'),
  peer('keyv', 'keyvMemory', { loads: false }),
]

export const REDIS = [
  contender('node-redis', 'limits', 'nodeRedis', { role: 'limit' }),
  ...ours('oursRedis'),
  peer('async-cache-dedupe', 'dedupeRedis'),
  peer('bentocache', 'bentocacheRedis'),
  peer('cacheable', 'cacheableRedis'),
  peer('cache-manager', 'cacheManagerRedis'),
  peer('keyv', 'keyvRedis', { loads: false }),
]

/** Each as it is used by several processes. */
export const SHARED = [
  contender('ours', 'ours', 'oursTiered', { role: 'ours' }),
  peer('async-cache-dedupe', 'dedupeRedis'),
  peer('bentocache', 'bentocacheTiered'),
  peer('cacheable', 'cacheableTiered'),
  peer('cache-manager', 'cacheManagerRedis'),
]
