import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { onPath, withLock } from './find-redis.js'

interface FindPostgresOptions {
  readonly path?: string
  readonly root?: boolean
  /** Where distributions keep programs that are not on the PATH, one folder for each version. */
  readonly versions?: string
  /** Where the lock lies that keeps parallel test workers from installing at the same time. */
  readonly lockFolder?: string
  /** Says, before the installation, that no cluster is to be made and started. */
  readonly clusterConfig?: string
}

/** The programs of one installation. */
export interface PostgresPrograms {
  readonly postgres: string
  readonly initdb: string
}

const INSTRUCTION =
  'postgres and initdb are not installed: install them (Debian/Ubuntu: sudo apt-get install postgresql; macOS: brew install postgresql) and run the tests again'
const PATIENCE_MS = 300_000

/** `postgres` and `initdb`; installed first where that needs no question (root on Debian). Blocks while it does. */
export function findPostgres(options: FindPostgresOptions = {}): PostgresPrograms {
  const { path = process.env.PATH ?? '', versions = '/usr/lib/postgresql' } = options
  const { root = process.getuid?.() === 0, lockFolder = tmpdir() } = options
  const { clusterConfig = '/etc/postgresql-common/createcluster.conf' } = options
  const present = installed(path, versions)
  if (present) return present
  const apt = onPath('apt-get', path)
  if (!root || apt === undefined) throw new Error(INSTRUCTION)
  const found = withLock(join(lockFolder, 'curriculum-install-postgres.lock'), () => {
    const meanwhile = installed(path, versions)
    if (meanwhile) return meanwhile
    install(apt, path, clusterConfig)
    return installed(path, versions)
  })
  if (!found) throw new Error(INSTRUCTION)
  return found
}

/** The PATH first, then the newest version. */
function installed(path: string, versions: string): PostgresPrograms | undefined {
  const folders = existsSync(versions) ? readdirSync(versions).sort((a, b) => Number(b) - Number(a)) : []
  const places = [path, ...folders.map((version) => join(versions, version, 'bin'))]
  for (const place of places.flatMap((list) => list.split(delimiter))) {
    const [postgres, initdb] = [onPath('postgres', place), onPath('initdb', place)]
    if (postgres !== undefined && initdb !== undefined) return { postgres, initdb }
  }
  return undefined
}

function install(apt: string, path: string, clusterConfig: string): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1', PATH: path }
  const options = { env, timeout: PATIENCE_MS, stdio: 'pipe' } as const
  try {
    execFileSync(apt, ['update', '-q'], options)
    // The tests bring their own servers: the package is to make and start none.
    execFileSync(apt, ['install', '-y', '-q', '-o', 'DPkg::Lock::Timeout=120', 'postgresql-common'], options)
    writeFileSync(clusterConfig, 'create_main_cluster = false\n', { flag: 'a' })
    execFileSync(apt, ['install', '-y', '-q', '-o', 'DPkg::Lock::Timeout=120', 'postgresql'], options)
  } catch (error) {
    throw new Error(`${INSTRUCTION} (apt-get could not install them)`, { cause: error })
  }
}
