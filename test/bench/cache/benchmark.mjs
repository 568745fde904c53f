// The cache beside others: `node benchmark.mjs [case ...]`. Without cases all are run, and docs/reference/benchmarks.md is written.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { coldKey } from './cases/cold-key.mjs'
import { bytesOfObjects, bytesOfTexts } from './cases/entry-bytes.mjs'
import { frozenRedis } from './cases/frozen.mjs'
import { getOrSetHit, hotGetLarge, hotGetSmall, memorySet } from './cases/memory.mjs'
import { redisGet, redisGetEqual, redisMget, redisMgetMany, redisMgetTexts, redisSet } from './cases/redis.mjs'
import { stats } from './cases/stats.mjs'
import { table } from './cases/table.mjs'
import { startRedis } from './redis-server.mjs'
import { section, verdictTable, writeSection } from './report.mjs'

const CASES = {
  hotGetSmall,
  hotGetLarge,
  getOrSetHit,
  redisGet,
  redisGetEqual,
  redisMget,
  redisMgetMany,
  redisMgetTexts,
  coldKey,
  bytesOfObjects,
  bytesOfTexts,
  frozenRedis,
  memorySet,
  redisSet,
  stats,
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !Object.hasOwn(CASES, name))
if (unknown.length > 0) throw new Error(`no case ${unknown.join(', ')}; there are ${Object.keys(CASES).join(', ')}`)
if (!existsSync(new URL('../../../dist/index.js', import.meta.url))) {
  throw new Error('there is no dist/: run `npm run build` in the project first')
}
if (!existsSync(new URL('node_modules', import.meta.url))) {
  const { status } = spawnSync('npm', ['ci'], { cwd: fileURLToPath(new URL('.', import.meta.url)), stdio: 'inherit' })
  if (status !== 0) throw new Error('the packages to compare with could not be installed')
}

const startedAt = new Date()
const [load] = loadavg()
const redis = await startRedis()
const results = []
try {
  for (const name of asked.length > 0 ? asked : Object.keys(CASES)) {
    const result = await CASES[name]({ url: redis.url })
    console.log(`\n${result.contest.title}\n\n${table(result.contest.head, result.contest.rows)}`)
    results.push(result)
  }
} finally {
  await redis.stop()
}
const seconds = (Date.now() - startedAt) / 1000
console.log(`\n${verdictTable(results)}\n${seconds.toFixed(0)} s`)
if (asked.length === 0) writeSection(section(results, { startedAt, load, command: 'npm run bench:cache', seconds }))
if (results.some(({ verdicts }) => verdicts.some(({ passed }) => !passed))) process.exitCode = 1
