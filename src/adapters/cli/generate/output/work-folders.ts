import { createHash } from 'node:crypto'
import { promises as files } from 'node:fs'
import { hostname } from 'node:os'
import { basename, join } from 'node:path'
import { errorCodeOf } from './output-errors.js'

const MOST_NAME = 40
/** After so long without a change, what another machine left is taken for dead. */
const OLD_MS = 60 * 60_000

// Processes are told apart within a machine; a shared disk has those of several.
const machine = createHash('sha256').update(hostname()).digest('hex').slice(0, 8)

/** How the names of all temporary folders for results of this name begin. */
function prefixOf(folder: string): string {
  return `.${basename(folder).slice(0, MOST_NAME)}-`
}

/** A hidden temporary folder, named after the result and after who makes it: `.course-9f86d081-4711-x8Jk2P`. */
export async function makeWorkFolder(parent: string, folder: string): Promise<string> {
  return files.mkdtemp(join(parent, `${prefixOf(folder)}${machine}-${process.pid}-`))
}

/** Removes what runs for the same result left behind when they were killed. What a living run works in stays. */
export async function removeDeadWorkFolders(parent: string, folder: string, now: number): Promise<void> {
  const prefix = prefixOf(folder)
  for (const name of await files.readdir(parent)) {
    if (!name.startsWith(prefix)) continue
    const [, owner, pid] = /^([0-9a-f]{8})-(\d+)-\w{6}$/.exec(name.slice(prefix.length)) ?? []
    if (owner === undefined || pid === undefined) continue
    const path = join(parent, name)
    const isDead = owner === machine ? !isAlive(Number(pid)) : await isOld(path, now)
    if (isDead) await files.rm(path, { recursive: true, force: true })
  }
}

/** A folder of this very process number was left by one that had it before. */
function isAlive(pid: number): boolean {
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // It is there and belongs to someone else.
    return errorCodeOf(error) === 'EPERM'
  }
}

async function isOld(path: string, now: number): Promise<boolean> {
  try {
    return now - (await files.stat(path)).mtimeMs > OLD_MS
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return false
    throw error
  }
}
