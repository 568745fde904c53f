// What the repositories take: node test/bench/database.mjs [postgres://...] after a build. Without an address the
// embedded database alone; the address names an empty database of a Postgres that may be written to.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as delay } from 'node:timers/promises'
import { createApp } from '../../dist/index.js'

const ROUNDS = 7
const SAMPLE = 'docs/samples/home-network'
const MEBIBYTE = 1024 * 1024

const folder = mkdtempSync(join(tmpdir(), 'database-bench-'))
try {
  await measure('embedded', (round) => ({ dataDir: join(folder, `${round}`) }))
  const [url] = process.argv.slice(2)
  if (url !== undefined) await measure('postgres', () => ({ url }))
} finally {
  rmSync(folder, { recursive: true })
}

async function measure(name, place) {
  const rows = new Map()
  for (let round = 0; round < ROUNDS; round++) {
    const app = await createApp({ database: place(round), log: { level: 'error' } })
    const timed = (row, work) => time(rows, row, work)
    await timed('first call: open, migrate, load', () => app.programs.listPrograms())
    const brief = JSON.parse(readFileSync(join(SAMPLE, 'brief.json'), 'utf8'))
    const { id } = await timed('create a program', () => app.programs.createProgram(brief, { ownerId: 'bench' }))
    for (const file of readdirSync(join(SAMPLE, 'documents'))) {
      await app.knowledge.addDocument(id, { name: file, bytes: readFileSync(join(SAMPLE, 'documents', file)) })
    }
    await app.curricula.generate(id, { userId: 'bench' })
    const { generated } = await timed('read the curriculum of the sample', () => app.curricula.getCurriculum(id))
    if (rows.size === 3 && round === 0)
      console.log(`${name}: the curriculum is ${JSON.stringify(generated).length} bytes`)
    const bytes = randomBytes(20 * MEBIBYTE)
    await timed('put a document of 20 MiB', () => app.knowledge.addDocument(id, { name: 'large.bin', bytes }))
    await timed('read it', () => app.knowledge.getDocument(id, 'large.bin'))
    await timed('list programs', () => app.programs.listPrograms())
    await timed('delete the program', () => app.programs.deleteProgram(id))
    await app.close()
  }
  for (const [row, taken] of rows) {
    const [ms, blocked] = ['ms', 'blocked'].map((part) => Math.round(median(taken.map((one) => one[part]))))
    console.log(`${name} | ${row} | ${ms} | ${blocked}`)
  }
}

async function time(rows, row, work) {
  const lag = monitorEventLoopDelay({ resolution: 1 })
  lag.enable()
  // The monitor's first tick.
  await delay(5)
  lag.reset()
  const startedAt = performance.now()
  const result = await work()
  const ms = performance.now() - startedAt
  await delay(5)
  lag.disable()
  // A tick is due each millisecond: what is beyond that is the time in which nothing else could run.
  rows.set(row, [...(rows.get(row) ?? []), { ms, blocked: Math.max(0, lag.max / 1e6 - 1) }])
  return result
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}
