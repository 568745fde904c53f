// Measures the structure of src/: `npm run structure`. It informs, it never fails: the gates are the import rules and
// the ban on cycles in test/architecture. Lines are all lines of a file. A file counts as touched by a flow if at least
// one of its functions runs during the flow (V8 coverage of the built code, start-up left out where the flow allows it).
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\b[^'"\n;]*?(?:\{[^}]*\}[^'"\n]*?)?from\s*['"](\.[^'"]+)['"]|import\(\s*['"](\.[^'"]+)['"]\s*\)/g
const SMALL = 20
const LARGE = 300

/** Generated from the Lua files, which are counted themselves. */
const GENERATED = join(root, 'src/adapters/redis/scripts/lua-sources.ts')

const sources = readdirSync(join(root, 'src'), { recursive: true })
  .map((file) => join(root, 'src', file))
  .filter((file) => file !== GENERATED)
  .sort()
const files = sources.filter((file) => file.endsWith('.ts'))
const luaFiles = sources.filter((file) => file.endsWith('.lua'))
const texts = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]))
const imports = new Map(files.map((file) => [file, importsOf(file)]))

printSizes()
printImporters()
printCycles()
printFlows()

function printSizes() {
  const counted = [...files, ...luaFiles]
  const lines = counted.map((file) => readFileSync(file, 'utf8').split('\n').length - 1).sort((a, b) => a - b)
  row('source files', `${counted.length}, ${luaFiles.length} of them Lua`)
  row(
    'lines',
    lines.reduce((sum, count) => sum + count, 0),
  )
  row('median lines of a file', lines[Math.floor(lines.length / 2)])
  row(`files of ${SMALL} lines or less`, lines.filter((count) => count <= SMALL).length)
  row(`files over ${LARGE} lines`, lines.filter((count) => count > LARGE).length)
}

function printImporters() {
  const importers = new Map(files.map((file) => [file, 0]))
  for (const targets of imports.values()) for (const target of targets) importers.set(target, importers.get(target) + 1)
  const single = [...importers.values()].filter((count) => count === 1).length
  row('files with a single importer', `${single} (${Math.round((100 * single) / files.length)} %)`)
}

/** Strongly connected groups of more than one file (Tarjan). */
function printCycles() {
  const [index, low, onStack, stack, groups] = [new Map(), new Map(), new Set(), [], []]
  const visit = (file) => {
    index.set(file, index.size)
    low.set(file, index.get(file))
    stack.push(file)
    onStack.add(file)
    for (const target of imports.get(file)) {
      if (!index.has(target)) visit(target)
      if (onStack.has(target)) low.set(file, Math.min(low.get(file), low.get(target)))
    }
    if (low.get(file) !== index.get(file)) return
    const group = stack.splice(stack.indexOf(file))
    for (const member of group) onStack.delete(member)
    if (group.length > 1) groups.push(group)
  }
  for (const file of files) if (!index.has(file)) visit(file)
  row('import cycles', groups.length)
  for (const group of groups) console.log(`  ${group.map((file) => relative(root, file)).join(' - ')}`)
}

function printFlows() {
  const flows = [
    ['cache', 'a getOrSet miss, tiered'],
    ['job', 'add, run and watch a job on Redis'],
    ['document', 'one Markdown file to HTML'],
  ]
  for (const [name, title] of flows) {
    const touched = touchedBy(name)
    row(title, touched ? `${touched.files} files, ${touched.functions} functions` : 'not measured (see above)')
  }
}

/** Runs the flow in a new process and counts the functions of its last coverage report. */
function touchedBy(flow) {
  const folder = mkdtempSync(join(tmpdir(), 'curriculum-structure-'))
  try {
    const run = spawnSync(process.execPath, [join(root, 'scripts/structure-flow.mjs'), flow], {
      cwd: root,
      env: { ...process.env, NODE_V8_COVERAGE: folder },
      encoding: 'utf8',
      timeout: 120_000,
    })
    if (run.status !== 0) {
      console.log(run.stderr.trim())
      return undefined
    }
    const functions = new Set()
    const touched = new Set()
    // The flow resets the counts when it starts, so that its report is the last of its process.
    for (const { url, functions: found } of lastReport(folder, Number(run.stdout.trim())).result) {
      if (!url.startsWith(new URL('../dist/', import.meta.url).href)) continue
      for (const { functionName, ranges } of found) {
        // The first range of a module without a name is the module itself, which runs when it is loaded.
        if (ranges[0].count === 0 || (functionName === '' && ranges[0].startOffset === 0)) continue
        touched.add(url)
        functions.add(`${url}:${ranges[0].startOffset}`)
      }
    }
    return { files: touched.size, functions: functions.size }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Named by process id, time and number. */
function lastReport(folder, pid) {
  const names = readdirSync(folder).filter((name) => name.startsWith(`coverage-${pid}-`))
  return JSON.parse(readFileSync(join(folder, names.sort().at(-1)), 'utf8'))
}

function importsOf(file) {
  const targets = new Set()
  for (const [, first, second] of texts.get(file).matchAll(IMPORT)) {
    const target = resolve(dirname(file), first ?? second).replace(/\.js$/, '.ts')
    if (existsSync(target) && texts.has(target)) targets.add(target)
  }
  return targets
}

function row(name, value) {
  console.log(`${name.padEnd(40)} ${value}`)
}
