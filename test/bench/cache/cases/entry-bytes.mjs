import { MEMORY } from '../contenders/index.mjs'
import { withContenders } from '../measure.mjs'
import { ratio, verdict } from './table.mjs'

const COUNT = 100_000

/** Bytes of heap and buffers for each entry of 200 B and its key. */
async function entryBytes({ url }, what, kind) {
  const entered = MEMORY.filter(({ role }) => role !== 'again' && role !== 'tiered')
  const found = new Map()
  for (const contender of entered) {
    const measured = await withContenders([contender], url, ([one]) =>
      one.run('entryBytes', { count: COUNT, bytes: 200, kind }),
    )
    found.set(contender.name, measured)
  }
  const bare = found.get('lru-cache')
  const ours = found.get('ours')
  return {
    noise: '',
    verdicts: [verdict(`${what}, to lru-cache`, ours.stored / bare.stored, 1.25)],
    contest: {
      title: what,
      head: ['', 'stored', 'once all were read', 'x lru-cache'],
      rows: [...found].map(([name, { stored, read }]) => [
        name,
        `${stored.toFixed(0)} B`,
        `${read.toFixed(0)} B`,
        ratio(stored / bare.stored),
      ]),
    },
  }
}

export const bytesOfObjects = (env) => entryBytes(env, 'bytes per entry, 100,000 objects of 200 B', 'object')
export const bytesOfTexts = (env) => entryBytes(env, 'bytes per entry, 100,000 texts of 200 B', 'text')
