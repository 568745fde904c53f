import { execFileSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onPath, withLock } from './find-redis.js'

interface FindChromiumOptions {
  /** A browser that is to be taken, wherever it is: CHROMIUM_PATH. */
  readonly chosen?: string
  readonly path?: string
  readonly root?: boolean
  /** Where the lock lies that keeps parallel test workers from installing at the same time. */
  readonly lockFolder?: string
}

const INSTRUCTION =
  'Chromium is not on the PATH: install it (Debian/Ubuntu: sudo apt-get install chromium; macOS: brew install --cask chromium) or set CHROMIUM_PATH, and run the tests again'
const NAMES = ['chromium', 'chromium-browser', 'google-chrome']
const PATIENCE_MS = 300_000

/** The path of Chromium; installed first where that needs no question (root on Debian). Blocks while it does. */
export function findChromium(options: FindChromiumOptions = {}): string {
  const { chosen = process.env.CHROMIUM_PATH ?? '', path = process.env.PATH ?? '' } = options
  const { root = process.getuid?.() === 0, lockFolder = tmpdir() } = options
  if (chosen !== '') {
    const slash = chosen.lastIndexOf('/')
    const found = onPath(chosen.slice(slash + 1), chosen.slice(0, Math.max(1, slash)))
    if (found === undefined) throw new Error(`CHROMIUM_PATH is ${chosen}, which cannot be run: set it to a browser`)
    return found
  }
  const present = installed(path)
  if (present !== undefined) return present
  const apt = onPath('apt-get', path)
  if (!root || apt === undefined) throw new Error(INSTRUCTION)
  const found = withLock(join(lockFolder, 'curriculum-install-chromium.lock'), () => {
    const meanwhile = installed(path)
    if (meanwhile !== undefined) return meanwhile
    install(apt, path)
    return installed(path)
  })
  if (found === undefined) throw new Error(INSTRUCTION)
  return found
}

function installed(path: string): string | undefined {
  return NAMES.map((name) => onPath(name, path)).find((file) => file !== undefined)
}

function install(apt: string, path: string): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', PATH: path }
  const options = { env, timeout: PATIENCE_MS, stdio: 'pipe' } as const
  try {
    execFileSync(apt, ['update', '-q'], options)
    execFileSync(
      apt,
      ['install', '-y', '-q', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120', 'chromium'],
      options,
    )
  } catch (error) {
    throw new Error(`${INSTRUCTION} (apt-get could not install it)`, { cause: error })
  }
}
