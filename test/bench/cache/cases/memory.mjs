// Reads of what this process holds.
import { MEMORY } from '../contenders/index.mjs'
import { measureRounds, withContenders } from '../measure.mjs'
import { contest, fastestPeer, noise, verdict } from './table.mjs'

async function hotGet({ url }, what, { count, bytes }) {
  return withContenders(MEMORY, url, async (contenders) => {
    for (const contender of contenders) await contender.run('fill', { count, bytes })
    const samples = await measureRounds(contenders, 'get', {})
    const copying = []
    for (const contender of contenders) if (await contender.run('copies')) copying.push(contender)
    const slowdown = Math.min(...copying.map(({ name }) => samples.ratio(name, 'ours')))
    return {
      noise: noise(samples),
      verdicts: [
        verdict(`${what}, to lru-cache`, samples.ratio('ours', 'lru-cache'), 2),
        verdict(`${what}, tiered, to lru-cache`, samples.ratio('ours, tiered', 'lru-cache'), 2),
        verdict(`${what}, fastest peer to ours`, fastestPeer(MEMORY, samples), 3, { min: true }),
        verdict(`${what}, fastest peer with safe copies to ours`, slowdown, 50, { min: true }),
      ],
      contest: contest(what, MEMORY, samples),
    }
  })
}

export const hotGetSmall = (env) => hotGet(env, 'hot `get`, 1 kB', { count: 1024, bytes: 1000 })
export const hotGetLarge = (env) => hotGet(env, 'hot `get`, 100 kB', { count: 64, bytes: 100_000 })

/** A hit, against what `get` takes, and against peers. */
export async function getOrSetHit({ url }) {
  const what = '`getOrSet` hit, 1 kB'
  const loading = MEMORY.filter(({ loads, role }) => loads !== false && role !== 'limit')
  const plain = { ...MEMORY.find(({ role }) => role === 'ours'), name: '`get` of ours', role: 'limit' }
  const entered = [plain, ...loading]
  return withContenders(entered, url, async (contenders) => {
    for (const contender of contenders) await contender.run('fill', { count: 1024, bytes: 1000 })
    // One task for all contenders. The one that is measured by `get` gets a flag.
    const asked = contenders.map((contender) =>
      contender.role === 'limit' ? { ...contender, run: (_task, options) => contender.run('get', options) } : contender,
    )
    const samples = await measureRounds(asked, 'getOrSet', {})
    return {
      noise: noise(samples),
      verdicts: [
        verdict(`${what}, to \`get\``, samples.ratio('ours', plain.name), 1.2),
        verdict(`${what}, fastest peer to ours`, fastestPeer(entered, samples), 5, { min: true }),
      ],
      contest: contest(what, entered, samples),
    }
  })
}

/** No bar: what is stored is taken apart and frozen once, so that readers need not. */
export async function memorySet({ url }) {
  const what = '`set` in memory, 1 kB'
  const entered = MEMORY.filter(({ role }) => role !== 'tiered')
  return withContenders(entered, url, async (contenders) => {
    for (const contender of contenders) await contender.run('fill', { count: 1024, bytes: 1000 })
    const samples = await measureRounds(contenders, 'set', { bytes: 1000 }, { rounds: 9 })
    return { noise: noise(samples), verdicts: [], contest: contest(what, entered, samples) }
  })
}
