import { existsSync, promises as files, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { errorCodeOf } from './output-errors.js'

/** Within the work folder: no file of a result has this name. */
const REPLACED = '.replaced'

/**
 * The files of a result take the place of others: all of them, or none. Those that are there are moved away first, and
 * moved back if anything fails; at no moment is a new file beside an old one.
 */
export class Replacement {
  readonly #work: string
  readonly #folder: string
  readonly #away: string[] = []
  readonly #placed: string[] = []

  /** @param work where the new files lie, on the same disk as `folder` */
  constructor(work: string, folder: string) {
    this.#work = work
    this.#folder = folder
  }

  /** Leaves everything as it was if it fails. */
  async replace(names: readonly string[]): Promise<void> {
    try {
      await files.mkdir(join(this.#work, REPLACED))
      for (const name of names) {
        // Noted first: the process may end while it is moved.
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

  /** Puts back what was there, if it is not replaced as a whole. Needs no turn of the process. */
  undo(): void {
    for (const name of this.#placed.splice(0)) rmSync(join(this.#folder, name), { force: true })
    while (this.#away.length > 0) {
      const name = this.#away.at(-1) ?? ''
      const kept = join(this.#work, REPLACED, name)
      // The one that was noted last may not have been moved.
      if (existsSync(kept)) renameSync(kept, join(this.#folder, name))
      this.#away.pop()
    }
  }
}

/** `false`: there was nothing. */
async function moved(from: string, to: string): Promise<boolean> {
  try {
    await files.rename(from, to)
    return true
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return false
    throw error
  }
}
