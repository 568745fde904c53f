import { SHARED } from '../contenders/index.mjs'
import { withContenders } from '../measure.mjs'
import { verdict } from './table.mjs'

const CALLERS = 1000
const ROUNDS = 5

/** How many loaders run when callers in two processes ask for one key that is missing. */
export async function coldKey({ url }) {
  const what = 'loads, 2 processes of 1000 callers on a cold key'
  const found = []
  for (const contender of SHARED) {
    const loads = await withContenders([contender, contender], url, async (processes) => {
      const counted = []
      for (let round = 0; round < ROUNDS; round++) {
        const options = { key: `cold:${contender.name}:${round}`, callers: CALLERS, at: Date.now() + 50 }
        const each = await Promise.all(processes.map((one) => one.run('cold', options)))
        counted.push(each.reduce((sum, count) => sum + count, 0))
      }
      return counted
    })
    found.push([contender, loads])
  }
  const [, ours] = found.find(([{ role }]) => role === 'ours')
  // Fewer than one would be as wrong as more.
  const worst = ours.reduce((max, count) => (Math.abs(count - 1) > Math.abs(max - 1) ? count : max), 1)
  return {
    noise: '',
    verdicts: [{ ...verdict(what, worst, 1), bar: '= 1', passed: worst === 1 }],
    contest: {
      title: `${what}, ${ROUNDS} rounds`,
      head: ['', 'loads in each round'],
      rows: found.map(([{ name }, loads]) => [name, loads.join(', ')]),
    },
  }
}
