// Runs the built and packed package on other releases of Node: node scripts/smoke-runtimes.mjs [major ...]
// Without arguments: the lowest version of package.json's `engines`, and each even major above it that the registry has as
// the npm package of Node for this machine. On each: generate (the same bytes as on this Node), serve, embed.
// Needs the registry. Exits with 1 at the first failure.
import { strict as assert } from 'node:assert'
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

const DEADLINE_MS = 300_000
const RUNTIME = `node-${process.platform}-${process.arch}`
const SAMPLE = 'docs/samples/home-network'

const folder = mkdtempSync(join(tmpdir(), 'runtimes-'))
try {
  const versions = chosenVersions(process.argv.slice(2))
  const installed = packPackage()
  const expected = await generate(process.execPath, installed, 'here')
  const runtimes = versions.map((version) => ({ version, node: installNode(version) }))
  await Promise.all(runtimes.map((runtime) => check(runtime, installed, expected)))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function check({ version, node }, installed, expected) {
  const files = await generate(node, installed, version)
  for (const [name, bytes] of files) assert.ok(bytes.equals(expected.get(name)), `${name} differs on Node ${version}`)
  assert.equal(files.size, expected.size)
  await embed(node, installed)
  await serve(node, installed, version)
  console.log(`Node ${version}: generate (${files.size} files, as on ${process.version}), embed and serve work`)
}

/** Exact versions: the lowest one that `engines` allows, then the newest of each even major. */
function chosenVersions(majors) {
  const known = JSON.parse(npm(['view', RUNTIME, 'versions', '--json']))
  const newest = (major) => known.filter((version) => version.startsWith(`${major}.`)).at(-1)
  if (majors.length > 0) {
    return majors.map((major) => newest(major) ?? assert.fail(`the registry has no Node ${major} for ${RUNTIME}`))
  }
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8'))
  const [, lowest] = /^>=(\d+\.\d+)$/.exec(engines.node) ?? assert.fail(`engines.node is ${engines.node}`)
  const first = Number(lowest.split('.')[0])
  const later = [...new Set(known.map((version) => Number(version.split('.')[0])))]
    .filter((major) => major > first && major % 2 === 0)
    .sort((a, b) => a - b)
  return [`${lowest}.0`, ...later.map(newest)]
}

/** The path of the executable. The package of a platform holds it, without an install script. */
function installNode(version) {
  const prefix = join(folder, `node-${version}`)
  mkdirSync(prefix)
  npm([
    'install',
    '--prefix',
    prefix,
    '--no-save',
    '--no-audit',
    '--no-fund',
    '--ignore-scripts',
    `${RUNTIME}@${version}`,
  ])
  const node = join(prefix, 'node_modules', RUNTIME, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  assert.equal(execFileSync(node, ['--version'], { encoding: 'utf8' }).trim(), `v${version}`)
  return node
}

/** Unpacks the package into a project whose dependencies are the ones of this project. */
function packPackage() {
  const [packed] = JSON.parse(npm(['pack', '--ignore-scripts', '--json', '--pack-destination', folder]))
  const installed = join(folder, 'node_modules', 'curriculum-generator')
  mkdirSync(installed, { recursive: true })
  execFileSync('tar', ['-xzf', join(folder, packed.filename), '-C', installed, '--strip-components=1'])
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
  for (const name of Object.keys(dependencies)) {
    const place = join(folder, 'node_modules', name)
    mkdirSync(dirname(place), { recursive: true })
    symlinkSync(resolve('node_modules', name), place, 'junction')
  }
  return installed
}

async function generate(node, installed, name) {
  const out = join(folder, `curriculum-${name}`)
  const input = ['--program', resolve(SAMPLE, 'brief.json'), '--docs', resolve(SAMPLE, 'documents')]
  const { code, output } = await run(node, [join(installed, 'dist/app/main.js'), 'generate', ...input, '--out', out])
  assert.equal(code, 0, output)
  return new Map(readdirSync(out).map((file) => [file, readFileSync(join(out, file))]))
}

async function embed(node, installed) {
  const lines = [
    `import { createApp } from 'curriculum-generator'`,
    `import { createRequire } from 'node:module'`,
    `const app = await createApp({ log: { level: 'silent' } })`,
    `await app.cache.set('key', { answer: 42 })`,
    `const user = { userId: 'u', email: 'u@example.org', role: 'viewer' }`,
    `const { id } = await app.sessions.createSession(undefined, user, 1800)`,
    `const session = await app.sessions.getSession(id)`,
    `const same = createRequire(import.meta.url)('curriculum-generator').createApp === createApp`,
    `console.log(JSON.stringify([await app.cache.get('key'), session?.data.userId, same]))`,
    `await app.close()`,
  ]
  const file = join(dirname(dirname(installed)), 'embed.mjs')
  writeFileSync(file, lines.join('\n'))
  const { code, output } = await run(node, [file])
  assert.equal(code, 0, output)
  assert.equal(output.trim(), '[{"answer":42},"u",true]')
}

/** Starts the service on a free port, asks for its health and ends it with SIGTERM. */
async function serve(node, installed, name) {
  const env = { PORT: '0', DATA_DIR: join(folder, `data-${name}`) }
  const asked = run(node, [join(installed, 'dist/app/main.js'), 'serve'], env, async (text, child) => {
    const [, address] = /(http:\/\/localhost:\d+)/.exec(text) ?? []
    if (!address || child.asked) return
    child.asked = true
    const answer = await fetch(`${address}/health/live`)
    assert.equal(answer.status, 200)
    child.kill('SIGTERM')
  })
  const { code, output } = await asked
  assert.equal(code, 0, output)
  assert.match(output, /http:\/\/localhost:\d+/)
}

/** Runs a process to its end. `onOutput` sees all of its output so far, and the process. */
function run(node, args, env = {}, onOutput = async () => {}) {
  return new Promise((done, failed) => {
    const child = spawn(node, args, { cwd: folder, env: { PATH: process.env.PATH, ...env } })
    const deadline = setTimeout(() => child.kill('SIGKILL'), DEADLINE_MS)
    let output = ''
    const read = (chunk) => {
      output += chunk
      onOutput(output, child).catch((error) => {
        child.kill('SIGKILL')
        failed(error)
      })
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.on('error', failed)
    child.on('close', (code) => {
      clearTimeout(deadline)
      done({ code, output })
    })
  })
}

function npm(args) {
  const options = { encoding: 'utf8', maxBuffer: 50_000_000, stdio: ['ignore', 'pipe', 'pipe'] }
  return execFileSync('npm', args, options)
}
