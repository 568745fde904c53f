import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { table } from './cases/table.mjs'
import { redisVersion } from './redis-server.mjs'

const DOCUMENT = fileURLToPath(new URL('../../../docs/reference/benchmarks.md', import.meta.url))
const BEGIN = '<!-- cache: written by npm run bench:cache -->'
const END = '<!-- end of cache -->'

const HEAD = `# Benchmarks

Comparisons and results. Each command replaces its section.
`

/** The bars, and whether they are reached. */
export function verdictTable(results) {
  const rows = results.flatMap(({ verdicts, noise }) =>
    verdicts.map(({ what, value, bar, passed }) => [what, value, bar, passed ? 'pass' : '**miss**', noise]),
  )
  return table(['', 'measured', 'bar', '', 'noise'], rows)
}

/** All figures of a run, as Markdown. */
export function section(results, { startedAt, load, command, seconds }) {
  const machine = `${availableParallelism()} x ${cpus()[0]?.model.trim()}`
  const peers = Object.entries(versions()).map(([name, version]) => `${name} ${version}`)
  return `## Cache

Measured ${startedAt.toISOString().slice(0, 10)} on ${machine} (load average ${load.toFixed(1)} before the run), Node
${process.versions.node}, Redis ${redisVersion()}, in ${seconds.toFixed(0)} s:

\`\`\`sh
${command}
\`\`\`

Each contender is a process of its own. Rounds of all of them are interleaved; figures are medians over the rounds, and
ratios are medians of the ratios of each round. Noise is how far ours was from ours, measured again in one more process.
Every call is awaited, also where it would not have to be. Calls in memory are timed in CPU time of their process, calls to
Redis in time that passes. Against ${peers.join(', ')}.

${verdictTable(results)}
${results.map(({ contest }) => `### ${upper(contest.title)}\n\n${table(contest.head, contest.rows)}`).join('\n')}`
}

/** Puts the section in the place of the one that is there. */
export function writeSection(text) {
  const before = existsSync(DOCUMENT) ? readFileSync(DOCUMENT, 'utf8') : HEAD
  const block = `${BEGIN}\n\n${text.trimEnd()}\n\n${END}`
  const begin = before.indexOf(BEGIN)
  const end = before.indexOf(END)
  if (begin < 0 || end < 0) writeFileSync(DOCUMENT, `${before.trimEnd()}\n\n${block}\n`)
  else writeFileSync(DOCUMENT, before.slice(0, begin) + block + before.slice(end + END.length))
}

function versions() {
  const { dependencies } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'))
  const of = (name) => JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url), 'utf8'))
  return Object.fromEntries(Object.keys(dependencies).map((name) => [name, of(name).version]))
}

function upper(title) {
  return title.charAt(0).toUpperCase() + title.slice(1)
}
