// Compiles src/ to dist/. With --if-stale it does so only if a source, the compiler settings or the package are newer
// than the last build, so that `npm start` and `npm test` need no step before them and cost nothing when all is built.
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { embedLua } from './embed-lua.mjs'
import { embedVersion } from './embed-version.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const stamp = `${root}dist/.built`

if (process.argv.includes('--if-stale') && !isStale()) process.exit(0)

const compiler = findCompiler()
if (!compiler) {
  console.error(
    'dist/ is missing or older than src/, and the compiler is not installed: run `npm ci --include=dev` first',
  )
  process.exit(1)
}
// CI must not repair what was committed.
if (!embedLua({ check: process.env.CI === 'true' }) && process.env.CI === 'true') {
  console.error('the embedded Lua scripts are not current: run `node scripts/embed-lua.mjs` and commit the result')
  process.exit(1)
}
if (!embedVersion({ check: process.env.CI === 'true' }) && process.env.CI === 'true') {
  console.error('the embedded version is not current: run `node scripts/embed-version.mjs` and commit the result')
  process.exit(1)
}
// Built in a temporary folder and moved into place, so that a starting process never sees half a build.
const fresh = `${root}dist.${process.pid}`
const started = new Date()
const why = existsSync(stamp) ? 'sources have changed' : 'there is no build yet'
// On standard error: the output of a command may be piped.
console.error(`Compiling, because ${why}: this can take a minute; the next start needs none ...`)
const status = await compile(compiler, fresh)
if (status !== 0) {
  rmSync(fresh, { recursive: true, force: true })
  process.exit(status)
}
console.error(`Compiled in ${Math.round((Date.now() - started.getTime()) / 1000)} seconds.`)
writeFileSync(`${fresh}/.built`, '')
// The start counts, not the end: a source that was saved while the compiler ran may not be in this build.
utimesSync(`${fresh}/.built`, started, started)
replaceDist()

/** Runs the compiler. Returns its exit code. A signal ends it too: it must not outlive this process. */
function compile(compiler, folder) {
  const child = spawn(process.execPath, [compiler, '-p', `${root}tsconfig.build.json`, '--outDir', folder], {
    stdio: 'inherit',
  })
  let stopped = 0
  for (const [signal, number] of [
    ['SIGINT', 2],
    ['SIGTERM', 15],
  ]) {
    process.on(signal, () => {
      stopped ||= 128 + number
      child.kill(signal)
    })
  }
  return new Promise((resolve) => {
    child.once('error', () => resolve(1))
    child.once('close', (code) => resolve(stopped || (code ?? 1)))
  })
}

/** Two renames, so that dist/ is missing only for a moment. Retries if another build has put its own there. */
function replaceDist() {
  const old = `${fresh}.old`
  for (let attempt = 1; ; attempt++) {
    try {
      if (existsSync(`${root}dist`)) renameSync(`${root}dist`, old)
      renameSync(fresh, `${root}dist`)
      break
    } catch (error) {
      if (attempt === 5) throw error
    } finally {
      rmSync(old, { recursive: true, force: true })
    }
  }
}

function isStale() {
  if (!existsSync(stamp)) return true
  // An image with dist/ and without sources needs no build.
  if (!existsSync(`${root}src`)) return false
  const built = statSync(stamp).mtimeMs
  // The folder itself is among them: its time moves when a file in it is removed.
  const inputs = ['package.json', 'tsconfig.json', 'tsconfig.build.json', 'src'].map((file) => `${root}${file}`)
  for (const entry of readdirSync(`${root}src`, { recursive: true })) inputs.push(`${root}src/${entry}`)
  return inputs.some((file) => statSync(file).mtimeMs > built)
}

function findCompiler() {
  try {
    return createRequire(import.meta.url).resolve('typescript/bin/tsc')
  } catch {
    return undefined
  }
}
