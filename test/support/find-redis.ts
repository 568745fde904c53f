import { execFileSync } from 'node:child_process'
import { accessSync, constants, linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

interface FindRedisOptions {
  readonly path?: string
  readonly root?: boolean
  /** Where the lock lies that keeps parallel test workers from installing at the same time. */
  readonly lockFolder?: string
}

const INSTRUCTION =
  'redis-server is not on the PATH: install it (Debian/Ubuntu: sudo apt-get install redis-server; macOS: brew install redis) and run the tests again'
const PATIENCE_MS = 300_000
const ENVIRONMENT = {
  DEBIAN_FRONTEND: 'noninteractive',
  // Keeps the package from starting a service: the tests bring their own servers.
  RUNLEVEL: '1',
}

/** The path of `redis-server`; installed first where that needs no question (root on Debian). Blocks while it does. */
export function findRedis(options: FindRedisOptions = {}): string {
  const { path = process.env.PATH ?? '', root = process.getuid?.() === 0, lockFolder = tmpdir() } = options
  const present = onPath('redis-server', path)
  if (present !== undefined) return present
  const apt = onPath('apt-get', path)
  if (!root || apt === undefined) throw new Error(INSTRUCTION)
  const installed = withLock(join(lockFolder, 'curriculum-install-redis.lock'), () => {
    const meanwhile = onPath('redis-server', path)
    if (meanwhile !== undefined) return meanwhile
    install(apt, path)
    return onPath('redis-server', path)
  })
  if (installed === undefined) throw new Error(INSTRUCTION)
  return installed
}

function install(apt: string, path: string): void {
  const options = {
    env: { ...process.env, ...ENVIRONMENT, PATH: path },
    timeout: PATIENCE_MS,
    encoding: 'utf8',
  } as const
  try {
    execFileSync(apt, ['update', '-q'], { ...options, stdio: 'pipe' })
    execFileSync(apt, ['install', '-y', '-q', '-o', 'DPkg::Lock::Timeout=120', 'redis-server'], {
      ...options,
      stdio: 'pipe',
    })
  } catch (error) {
    throw new Error(`${INSTRUCTION} (apt-get could not install it)`, { cause: error })
  }
}

/** The first of that name that can be run. */
export function onPath(program: string, path: string): string | undefined {
  return path
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, program))
    .find(isExecutable)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    // Absent or forbidden: either way not the one to run.
    return false
  }
}

/** Runs `task` while no other test process runs one under the same lock. */
export function withLock<T>(lock: string, task: () => T): T {
  const own = `${lock}.${process.pid}`
  writeFileSync(own, String(process.pid))
  const end = Date.now() + PATIENCE_MS
  try {
    while (!take(own, lock)) {
      if (Date.now() > end) throw new Error(`${lock} was held for ${PATIENCE_MS / 1000} s: remove it and run again`)
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50)
    }
    try {
      return task()
    } finally {
      rmSync(lock, { force: true })
    }
  } finally {
    rmSync(own, { force: true })
  }
}

/** A hard link appears with its content: no process can read a lock without the process id of its holder. */
function take(own: string, lock: string): boolean {
  try {
    linkSync(own, lock)
    return true
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
    if (!isHeld(lock)) rmSync(lock, { force: true })
    return false
  }
}

function isHeld(lock: string): boolean {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0)
    return true
  } catch (error) {
    // Already released (ENOENT), or left by a process that has ended (ESRCH).
    if (isCode(error, 'ENOENT') || isCode(error, 'ESRCH')) return false
    throw error
  }
}

function isCode(error: unknown, code: string): boolean {
  // Errors of Node are of another realm than the tests' `Error`.
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code
}
