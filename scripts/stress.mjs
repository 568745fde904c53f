// Runs the tests on a machine that is made slow and busy: `npm run test:stress`, or a part: `npm run test:stress -- test/unit`.
// Four processes keep the processors busy, and every process of the run, servers too, is stopped at random for 0.5 to 2 s,
// as a paused virtual machine or a throttled container is. `--runs N` repeats it; `--seed N` repeats the same pauses.
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'

const BUSY_PROCESSES = 4
const PAUSE_MS = { min: 500, max: 2000 }
const BETWEEN_MS = { min: 3000, max: 8000 }

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '1' },
    seed: { type: 'string', default: String(Date.now() % 1e6) },
    // A plain run in a row of runs, to compare with.
    calm: { type: 'boolean', default: false },
  },
})
const runs = wholeNumber('runs', values.runs)
const random = randomNumbers(wholeNumber('seed', values.seed))
const report = mkdtempSync(join(tmpdir(), 'curriculum-stress-'))

/** Spins until the process that started it is gone. */
const SPIN = `const parent = process.ppid; setInterval(() => { if (process.ppid !== parent) process.exit();
  const end = Date.now() + 200; while (Date.now() < end); }, 0)`

// The build is not what is tested, and a paused compiler only costs time.
const built = spawnSync(process.execPath, [new URL('build.mjs', import.meta.url).pathname, '--if-stale'], {
  stdio: 'inherit',
})
if (built.status !== 0) process.exit(1)

let failed = false
for (let run = 1; run <= runs; run++) failed = !(await once(run)) || failed
rmSync(report, { recursive: true, force: true })
process.exitCode = failed ? 1 : 0

/** Resolves to whether every test passed. */
async function once(run) {
  const busy = values.calm
    ? []
    : Array.from({ length: BUSY_PROCESSES }, () => spawn(process.execPath, ['-e', SPIN], { stdio: 'ignore' }))
  const results = join(report, `${run}.json`)
  const started = performance.now()
  const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js']
  const tests = spawn(process.execPath, [...jest, ...positionals, '--json', `--outputFile=${results}`], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = new Promise((resolve) => tests.once('exit', resolve))
  const over = new AbortController()
  const pauses = values.calm ? Promise.resolve(0) : pauseAtRandom(tests.pid, over.signal)
  // An interrupted run leaves no process stopped or busy.
  const interrupt = () => {
    for (const pid of [...descendants(tests.pid).map(({ pid }) => pid), ...busy.map(({ pid }) => pid)])
      kill(pid, 'SIGKILL')
    process.exit(130)
  }
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, interrupt)
  await ended
  for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, interrupt)
  over.abort()
  const paused = await pauses
  for (const child of busy) child.kill('SIGKILL')
  return printTotals(run, results, (performance.now() - started) / 1000, paused)
}

function printTotals(run, file, seconds, paused) {
  const results = JSON.parse(readFileSync(file, 'utf8'))
  const failures = results.numFailedTests + results.numRuntimeErrorTestSuites
  const slowest = results.testResults
    .map(({ name, startTime, endTime }) => ({ name, seconds: (endTime - startTime) / 1000 }))
    .sort((a, b) => b.seconds - a.seconds)
  console.log(
    `run ${run} of ${runs}: ${results.numPassedTests} passed, ${failures} failed in ${seconds.toFixed(0)} s, ` +
      `${paused} pauses (seed ${values.seed})`,
  )
  for (const { name, seconds } of slowest.slice(0, 3)) {
    console.log(`  ${seconds.toFixed(1).padStart(6)} s  ${name.replace(`${process.cwd()}/`, '')}`)
  }
  return results.success && results.numPassedTests > 0
}

/** Resolves to the number of pauses, once the signal is aborted and every process goes on. */
async function pauseAtRandom(root, signal) {
  let pauses = 0
  while (await unlessAborted(between(BETWEEN_MS), signal)) {
    const stopped = stopAll(root)
    await delay(between(PAUSE_MS))
    for (const pid of stopped.toReversed()) kill(pid, 'SIGCONT')
    if (stopped.length > 0) pauses++
  }
  return pauses
}

/** Parents first, so that none starts a child during the pause. Processes that a test has stopped are not touched. */
function stopAll(root) {
  const stopped = []
  for (;;) {
    const fresh = descendants(root).filter(({ pid, state }) => !stopped.includes(pid) && !state.startsWith('T'))
    if (fresh.length === 0) return stopped
    for (const { pid } of fresh) if (kill(pid, 'SIGSTOP')) stopped.push(pid)
    if (!fresh.some(({ pid }) => stopped.includes(pid))) return stopped
  }
}

/** The process and all below it, parents first. */
function descendants(root) {
  const table = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' }).stdout
  const rows = table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .map(([pid, parent, state]) => ({ pid: Number(pid), parent: Number(parent), state }))
    .filter(({ state }) => !state.startsWith('Z'))
  const found = rows.filter(({ pid }) => pid === root)
  for (const { pid } of found) found.push(...rows.filter(({ parent }) => parent === pid))
  return found
}

function kill(pid, signal) {
  try {
    return process.kill(pid, signal)
  } catch (error) {
    // It has ended.
    if (error.code === 'ESRCH') return false
    throw error
  }
}

async function unlessAborted(ms, signal) {
  try {
    await delay(ms, undefined, { signal })
    return true
  } catch (error) {
    if (error.name === 'AbortError') return false
    throw error
  }
}

function between({ min, max }) {
  return min + random() * (max - min)
}

/** Numbers from 0 to 1 that depend on the seed alone (mulberry32). */
function randomNumbers(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function wholeNumber(name, text) {
  if (/^\d+$/.test(text)) return Number(text)
  console.error(`--${name} takes a whole number, got '${text}'`)
  process.exit(2)
}
