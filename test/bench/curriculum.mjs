// What the main job takes, from a folder to the files: node test/bench/curriculum.mjs [brief.json folder]
// By default the sample of the project, once as it is and once as 120 documents of 160,000 words (copies under names and with
// words of their own), five rounds of each in turn. The second must take less than 15 s and 400 MB. Run it after a build.
import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const ROUNDS = 5
/** The copies after the first eight are appended to those. */
const COPIES = 13
const FOLDED = 8
const BAR = { seconds: 15, megabytes: 400 }
const SAMPLE = 'docs/samples/home-network'
const BIN = resolve('dist/app/main.js')

const [brief = join(SAMPLE, 'brief.json'), documents = join(SAMPLE, 'documents')] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'curriculum-bench-'))
try {
  const many = join(folder, 'many')
  copyMany(many)
  const long = join(folder, 'long.json')
  writeFileSync(long, JSON.stringify({ ...JSON.parse(readFileSync(brief, 'utf8')), totalHours: 192 }))
  const cases = [
    { name: `${readdirSync(documents).length} documents`, brief, documents, runs: [] },
    { name: `${readdirSync(many).length} documents`, brief: long, documents: many, runs: [] },
  ]
  for (let round = 0; round < ROUNDS; round++) for (const one of cases) one.runs.push(run(one, `${round}`))
  for (const { name, runs } of cases) print(name, runs)
  const [, { runs }] = cases
  const worst = {
    seconds: Math.max(...runs.map(({ wallMs }) => wallMs)) / 1000,
    megabytes: Math.max(...runs.map((each) => each.megabytes)),
  }
  const isMet = worst.seconds < BAR.seconds && worst.megabytes < BAR.megabytes
  console.log(
    `\n${isMet ? 'pass' : 'MISS'}: at most ${worst.seconds.toFixed(1)} s and ${Math.round(worst.megabytes)} MB`,
  )
  if (!isMet && process.argv.length === 2) process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true })
}

/** Copies that do not say the same: some words of each are its own. */
function copyMany(target) {
  mkdirSync(target)
  for (let copy = 0; copy < COPIES; copy++) {
    for (const name of readdirSync(documents)) {
      const text = readFileSync(join(documents, name), 'utf8')
      const own = text.replaceAll(
        /\b(network|router|address|packet|cable|signal|device)/gi,
        (word) => word + 'abcdefghijklm'[copy],
      )
      const file = join(target, `${(copy % FOLDED) + 1}-${name}`)
      if (copy < FOLDED) writeFileSync(file, own)
      else appendFileSync(file, `\n\n${own}`)
    }
  }
}

function run({ brief: program, documents: docs }, round) {
  const out = join(folder, `out-${round}-${Math.random()}`)
  const measured = [
    '-f',
    '%U %M',
    process.execPath,
    BIN,
    'generate',
    '--program',
    program,
    '--docs',
    docs,
    '--out',
    out,
  ]
  const startedAt = performance.now()
  const { stdout, stderr, status } = spawnSync('/usr/bin/time', [...measured, '--json'], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  const wallMs = performance.now() - startedAt
  rmSync(out, { recursive: true })
  const { durations, made, readiness } = JSON.parse(stdout)
  const [userSeconds, kilobytes] = stderr.trim().split('\n').at(-1).split(' ').map(Number)
  return { wallMs, userMs: userSeconds * 1000, megabytes: kilobytes / 1024, ...durations, made, readiness }
}

function print(name, runs) {
  const [{ made, readiness }] = runs
  console.log(`\n${name}: ${made.units} units, ${made.items} items, readiness ${readiness}`)
  const rows = {
    'whole command': runs.map(({ wallMs }) => wallMs),
    'CPU time of the program': runs.map(({ userMs }) => userMs),
    'memory, MB': runs.map(({ megabytes }) => megabytes),
  }
  for (const stage of Object.keys(runs[0].stages)) rows[stage] = runs.map(({ stages }) => stages[stage])
  for (const [row, times] of Object.entries(rows)) {
    const sorted = times.toSorted((a, b) => a - b)
    const shown = [sorted[Math.floor(sorted.length / 2)], sorted[0], sorted.at(-1)].map((ms) => Math.round(ms))
    console.log(`| ${row} | ${shown[0]} | ${shown[1]} - ${shown[2]} |`)
  }
}
