// Installs the package from its tarball into each host under test/packaging/hosts, with the packages that the host names,
// and runs the tests of the host. Needs a registry. `npm run test:hosts` tries all, `npm run test:hosts -- next` some.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const hosts = join(root, 'test/packaging/hosts')
const known = readdirSync(hosts).filter((name) => name !== 'shared')
const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !known.includes(name))
if (unknown.length > 0) {
  console.error(`there is no host ${unknown.join(', ')}; the hosts are ${known.join(', ')}`)
  process.exit(2)
}

const work = mkdtempSync(join(tmpdir(), 'hosts-'))
const npm = (args, cwd) =>
  spawnSync('npm', args, { cwd, encoding: 'utf8', env: { ...process.env, CI: 'true', NEXT_TELEMETRY_DISABLED: '1' } })
const [{ filename }] = JSON.parse(npm(['pack', '--ignore-scripts', '--json', '--pack-destination', work], root).stdout)

let failed = 0
for (const name of wanted.length > 0 ? wanted : known) {
  const folder = join(work, name)
  cpSync(join(hosts, name), folder, { recursive: true })
  cpSync(join(hosts, 'shared'), join(folder, 'shared'), { recursive: true })
  const steps = [
    ['install', '--no-audit', '--no-fund', '--no-package-lock', join(work, filename)],
    ['test', '--silent'],
  ]
  const started = performance.now()
  const wrong = steps.map((step) => npm(step, folder)).find(({ status }) => status !== 0)
  const seconds = Math.round((performance.now() - started) / 1000)
  console.log(`${wrong ? 'FAILED' : 'passed'} ${name} (${seconds} s)`)
  if (wrong) {
    failed += 1
    console.error(`${wrong.stdout}\n${wrong.stderr}`)
  }
}
rmSync(work, { recursive: true, force: true })
process.exit(failed === 0 ? 0 : 1)
