import { existsSync, promises as files, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { errorCodeOf } from './output-place.js'

/** In the work folder. No result file has this name. */
const REPLACED = '.replaced'

/**
 * Replaces all files of a folder, or none. Existing files are moved away first and moved back if anything fails, so that
 * new and old files never mix.
 */
export class FileReplacement {
  readonly #work: string
  readonly #folder: string
  readonly #away: string[] = []
  readonly #placed: string[] = []

  /** @param work the folder of the new files, on the same file system as `folder` */
  constructor(work: string, folder: string) {
    this.#work = work
    this.#folder = folder
  }

  /** Restores all files if it fails. */
  async replace(names: readonly string[]): Promise<void> {
    try {
      await files.mkdir(join(this.#work, REPLACED))
      for (const name of names) {
        // Recorded before the move, because the process may end during it.
        this.#away.push(name)
        if (!(await moved(join(this.#folder, name), join(this.#work, REPLACED, name)))) this.#away.pop()
      }
      for (const name of names) {
        this.#placed.push(name)
        await files.rename(join(this.#work, name), join(this.#folder, name))
      }
      this.#away.length = 0
      this.#placed.length = 0
    } catch (error) {
      this.undo()
      throw error
    }
  }

  /** Restores the old files, unless all were replaced. Synchronous, so that it works in an `exit` handler. */
  undo(): void {
    for (const name of this.#placed.splice(0)) rmSync(join(this.#folder, name), { force: true })
    while (this.#away.length > 0) {
      const name = this.#away.at(-1) ?? ''
      const kept = join(this.#work, REPLACED, name)
      // The last recorded file may not have been moved.
      if (existsSync(kept)) renameSync(kept, join(this.#folder, name))
      this.#away.pop()
    }
  }
}

/** Returns `false` if the file does not exist. */
async function moved(from: string, to: string): Promise<boolean> {
  try {
    await files.rename(from, to)
    return true
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return false
    throw error
  }
}
