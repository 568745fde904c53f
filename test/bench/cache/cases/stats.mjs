import { MEMORY } from '../contenders/index.mjs'
import { measureRounds, withContenders } from '../measure.mjs'
import { noise, time } from './table.mjs'

/** No bar: who asks for the figures of a full cache must not stop its process. */
export async function stats({ url }) {
  const entered = MEMORY.filter(({ role }) => role === 'ours' || role === 'again')
  return withContenders(entered, url, async (contenders) => {
    for (const contender of contenders) await contender.run('fill', { count: 100_000, bytes: 200 })
    const samples = await measureRounds(contenders, 'stats', {}, { rounds: 5 })
    return {
      noise: noise(samples),
      verdicts: [],
      contest: {
        title: '`getStats`, 100,000 entries in memory',
        head: ['', 'one call'],
        rows: entered.map(({ name }) => [name, time(samples.of(name))]),
      },
    }
  })
}
