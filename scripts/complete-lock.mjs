// Completes every package-lock.json, that of the project and those of its benchmarks, with the optional platform packages
// that a partial registry mirror left out, so that `npm ci` accepts the lock on every platform. `--check` changes nothing
// and exits 1 if a lock is incomplete.
//
// npm records an optional dependency only if the registry served its manifest when the lock was made. `npm ci` then
// refuses a lock that lacks it. The entries added here carry the version that the parent pins and the platform that
// the package's name states; npm skips them on every other platform.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'

const ROOT = new URL('../', import.meta.url)
const BENCH = 'test/bench/'
const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32']
const PROCESSORS = ['arm64', 'arm', 'x64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'mips64el', 'wasm32']

const check = process.argv.includes('--check')
for (const path of locks()) complete(path)

function locks() {
  const bench = new URL(BENCH, ROOT)
  const folders = existsSync(bench) ? readdirSync(bench).sort() : []
  const own = folders
    .map((folder) => `${BENCH}${folder}/package-lock.json`)
    .filter((path) => existsSync(new URL(path, ROOT)))
  return ['package-lock.json', ...own]
}

function complete(file) {
  const lock = JSON.parse(readFileSync(new URL(file, ROOT), 'utf8'))
  const added = []
  for (const [parentPath, parent] of Object.entries(lock.packages)) {
    for (const [name, range] of Object.entries(parent.optionalDependencies ?? {})) {
      const found = resolveFrom(lock, parentPath, name)
      const pinned = /^\d/.test(range)
      if (found && (!pinned || lock.packages[found].version === range)) continue
      const version = pinnedVersion(name, range)
      // If another version is hoisted, the package is nested in its parent, as npm would place it.
      const path = found ? `${parentPath}/node_modules/${name}` : `node_modules/${name}`
      const { os, cpu, libc } = platformOf(name)
      // In npm's own order of keys, so that its next write leaves these lines alone.
      lock.packages[path] = {
        version,
        ...(cpu ? { cpu } : {}),
        ...(parent.dev || parent.devOptional ? { dev: true } : {}),
        ...(libc ? { libc } : {}),
        optional: true,
        ...(os ? { os } : {}),
      }
      added.push(`${name}@${range} (required by ${parentPath})`)
    }
  }

  if (added.length === 0) {
    console.log(`${file} is complete`)
  } else if (check) {
    console.error(`${file} lacks ${added.length} platform packages; run: node scripts/complete-lock.mjs`)
    for (const line of added) console.error(`  ${line}`)
    process.exitCode = 1
  } else {
    const root = lock.packages['']
    const rest = Object.entries(lock.packages).filter(([path]) => path !== '')
    rest.sort(([a], [b]) => a.localeCompare(b, 'en'))
    lock.packages = { '': root, ...Object.fromEntries(rest) }
    writeFileSync(new URL(file, ROOT), `${JSON.stringify(lock, null, 2)}\n`)
    console.log(`added ${added.length} platform packages to ${file}`)
  }
}

/** Node's own look-up: the parent's node_modules, then each one above it. */
function resolveFrom(lock, parentPath, name) {
  let base = parentPath
  for (;;) {
    const path = `${base ? `${base}/` : ''}node_modules/${name}`
    if (lock.packages[path]) return path
    if (!base) return undefined
    const cut = base.lastIndexOf('node_modules/')
    base = cut > 0 ? base.slice(0, cut - 1) : ''
  }
}

function pinnedVersion(name, range) {
  const exact = /^[~^]?(\d+\.\d+\.\d+(?:-[\w.]+)?)$/.exec(range)
  if (!exact) throw new Error(`${name}: cannot pin the range "${range}"; install it where the registry is whole`)
  return exact[1]
}

function platformOf(name) {
  const words = name.split(/[/-]/)
  const os = SYSTEMS.filter((system) => words.includes(system))
  const cpu = PROCESSORS.filter((processor) =>
    words.some((word) => word === processor || (processor === 'arm' && /^arm(v\d)?$|^gnueabihf$/.test(word))),
  )
  const libc = [
    ...(words.some((word) => word.startsWith('musl')) ? ['musl'] : []),
    ...(words.some((word) => word.startsWith('gnu') || word === 'glibc') ? ['glibc'] : []),
  ]
  // A package for every platform (wasm) is never installed by default: no processor has that name.
  return {
    os: os.length ? os : undefined,
    cpu: cpu.length ? cpu.slice(0, 1) : undefined,
    libc: libc.length ? libc : undefined,
  }
}
