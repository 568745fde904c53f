import { fork } from 'node:child_process'

const ROUND_MS = 20
const WARM_ROUNDS = 6

/** Opens a contender in a process of its own. */
export async function open(contender, url) {
  const script = new URL('contender-process.mjs', import.meta.url)
  const child = fork(script, [contender.file, contender.opener, url], {
    execArgv: ['--expose-gc'],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  let settle
  const answer = () =>
    new Promise((resolve, reject) => {
      settle = ({ result, error }) => (error ? reject(new Error(error)) : resolve(result))
    })
  child.on('message', (message) => settle(message))
  child.on('exit', () => settle({ error: `${contender.name} has ended` }))
  await answer()
  return {
    ...contender,
    run(task, options = {}) {
      child.send({ task, ...options })
      return answer()
    },
    close() {
      child.kill('SIGKILL')
    },
  }
}

/** Opens contenders for as long as `use` runs. */
export async function withContenders(contenders, url, use) {
  const opened = []
  try {
    for (const contender of contenders) opened.push(await open(contender, url))
    return await use(opened)
  } finally {
    for (const contender of opened) contender.close()
  }
}

/**
 * The nanoseconds that one operation of each contender takes, round by round. A round of all follows the other, so that
 * what else the machine does falls on all; who begins changes from round to round.
 */
export async function measureRounds(contenders, task, options, { rounds = 13, max = 100_000, min = 1 } = {}) {
  const ops = new Map()
  for (const contender of contenders) {
    let count = min
    for (let warm = 0; warm < WARM_ROUNDS; warm++) {
      const nanoseconds = await contender.run(task, { ...options, ops: count })
      count = Math.min(max, Math.max(min, Math.round((ROUND_MS * 1e6) / Math.max(1, nanoseconds))))
    }
    ops.set(contender, count)
  }
  const samples = []
  for (let round = 0; round < rounds; round++) {
    const sample = {}
    for (let turn = 0; turn < contenders.length; turn++) {
      const contender = contenders[(turn + round) % contenders.length]
      sample[contender.name] = await contender.run(task, { ...options, ops: ops.get(contender) })
    }
    samples.push(sample)
  }
  return new Samples(samples)
}

/** What was measured in each round, by the names of the contenders. */
class Samples {
  constructor(rounds) {
    this.rounds = rounds
  }

  /** The median of what one operation takes. */
  of(name) {
    return median(this.rounds.map((round) => round[name]))
  }

  /** The median of the ratios of each round. */
  ratio(name, to) {
    return median(this.rounds.map((round) => round[name] / round[to]))
  }
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
