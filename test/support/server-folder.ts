import { accessSync, constants, mkdtempSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const IN_MEMORY = '/dev/shm'
const ROOM_BYTES = 2 ** 30

/**
 * A new folder for the data of a server. In memory where the machine has such a place with room: what is on it outlives a
 * killed server too, and a busy disk does not slow the tests.
 */
export function makeServerFolder(name: string): string {
  return mkdtempSync(join(hasRoom(IN_MEMORY) ? IN_MEMORY : tmpdir(), `curriculum-${name}-`))
}

function hasRoom(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK)
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize >= ROOM_BYTES
  } catch {
    // There is no such place on this machine.
    return false
  }
}
