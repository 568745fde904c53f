// One flow of `npm run structure`, in a process of its own: prints its process id and leaves a coverage report of what
// ran after the preparations. Needs NODE_V8_COVERAGE, a build, and redis-server on the PATH for two of the three flows.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { stopCoverage, takeCoverage } from 'node:v8'

const folder = mkdtempSync(join(tmpdir(), 'curriculum-flow-'))
const flows = { cache, job, document }
const [name] = process.argv.slice(2)

try {
  await flows[name]()
  console.log(process.pid)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
process.exit()

async function cache() {
  await withRedisApp(async (app) => {
    await app.cache.getOrSet('warm', () => 1)
    await measure(() => app.cache.getOrSet('key', () => ({ value: 1 })))
  })
}

async function job() {
  await withRedisApp(async (app, { defineJob }) => {
    const schema = { '~standard': { version: 1, vendor: 'none', validate: (value) => ({ value }) } }
    app.jobs.define(defineJob({ type: 'double', payload: schema }))
    app.jobs.handle('double', async ({ payload, progress }) => {
      await progress({ percent: 50 })
      return payload * 2
    })
    await app.startWorkers()
    await measure(async () => {
      const { id } = await app.jobs.addJob('double', 21)
      for await (const status of app.jobs.watch('double', id)) if (status.state === 'completed') break
    })
  })
}

/** From the file on disk to the page on disk: reading, generating and writing. */
async function document() {
  const documents = join(folder, 'documents')
  const { cpSync, mkdirSync } = await import('node:fs')
  mkdirSync(documents)
  cpSync('docs/samples/home-network/documents/02-addresses.md', join(documents, 'addresses.md'))
  const { generate } = await import('../dist/app/composition/generate.js')
  const flags = { program: 'docs/samples/home-network/brief.json', docs: documents, out: join(folder, 'out') }
  const { Writable } = await import('node:stream')
  const sink = () => new Writable({ write: (_chunk, _encoding, done) => done() })
  await measure(() =>
    generate({
      flags: { ...flags, format: ['html'], quiet: true },
      signal: new AbortController().signal,
      env: {},
      stdin: process.stdin,
      stdout: sink(),
      stderr: sink(),
    }),
  )
}

/** What runs before `task` does not count. */
async function measure(task) {
  takeCoverage()
  await task()
  takeCoverage()
  stopCoverage()
}

async function withRedisApp(task) {
  const port = await freePort()
  const server = spawn('redis-server', ['--port', String(port), '--save', '', '--dir', folder], { stdio: 'ignore' })
  await once(server, 'spawn')
  const library = await import('../dist/index.js')
  const config = library.readConfig({
    REDIS_URL: `redis://127.0.0.1:${port}`,
    DATA_DIR: join(folder, 'data'),
    LOG_LEVEL: 'silent',
    REDIS_RETRY_DELAY: '50',
  })
  const app = await library.createApp(config)
  try {
    await app.ready
    // Until the first messages about tracking are through.
    await delay(200)
    await task(app, library)
  } finally {
    await app.close()
    server.kill('SIGKILL')
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}
