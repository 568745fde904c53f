/** Nanoseconds, for people. */
export function time(nanoseconds) {
  if (nanoseconds < 1000) return `${nanoseconds.toFixed(0)} ns`
  if (nanoseconds < 1e6) return `${(nanoseconds / 1000).toFixed(nanoseconds < 1e4 ? 2 : 1)} µs`
  return `${(nanoseconds / 1e6).toFixed(1)} ms`
}

export function ratio(value) {
  return value < 100 ? value.toFixed(2) : value.toFixed(0)
}

/** A table as Markdown. */
export function table(head, rows) {
  return [
    `| ${head.join(' | ')} |`,
    `|${head.map(() => '---').join('|')}|`,
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ]
    .join('\n')
    .concat('\n')
}

/** A verdict on one bar. `least` says that the value has to be above it. */
export function verdict(what, value, bar, { min = false, unit = '' } = {}) {
  const passed = min ? value >= bar : value <= bar
  return { what, value: `${ratio(value)}${unit}`, bar: `${min ? '>=' : '<='} ${bar}${unit}`, passed }
}

/** How far apart two measurements of the same thing were: what a ratio can be off by. */
export function noise(samples) {
  return `${Math.abs((samples.ratio('ours, again', 'ours') - 1) * 100).toFixed(0)} %`
}

/** What each contender of a timed case took, beside the limit and beside ours. */
export function contest(title, contenders, samples) {
  const limit = contenders.find(({ role }) => role === 'limit')
  const rows = contenders.map(({ name }) => [
    name,
    time(samples.of(name)),
    limit ? ratio(samples.ratio(name, limit.name)) : '',
    ratio(samples.ratio(name, 'ours')),
  ])
  return { title, head: ['', 'one call', `x ${limit?.name ?? ''}`, 'x ours'], rows }
}

/** The peer that is the fastest, with how often ours fits into it. */
export function fastestPeer(contenders, samples, to = 'ours') {
  const peers = contenders.filter(({ role }) => role === 'peer')
  return Math.min(...peers.map(({ name }) => samples.ratio(name, to)))
}
