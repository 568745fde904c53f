import { promises as files, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { AppError } from '../../../../domain/platform/index.js'
import type { ExportedFile } from '../../../../ports/index.js'
import { errorCodeOf, outputNotWritten, outputUnusable } from './output-errors.js'
import type { OutputPlace } from './output-place.js'
import { Replacement } from './replacement.js'
import { makeWorkFolder, removeDeadWorkFolders } from './work-folders.js'

/** What an {@link OutputFolder} is opened with. */
export interface OutputFolderOptions {
  readonly place: OutputPlace
  /** The names of the files that will be written. */
  readonly names: readonly string[]
  /** Whether files that are there may be replaced. */
  readonly force: boolean
  /** In milliseconds since 1970. */
  readonly now: number
}

/**
 * Where a result is written: aside first, and put in place when it is whole. Until then nothing is seen of it, and
 * whoever dies leaves a hidden folder that the next run removes.
 */
export class OutputFolder {
  readonly #place: OutputPlace
  readonly #force: boolean
  readonly #work: string
  readonly #written: string[] = []
  #replacement: Replacement | undefined

  private constructor(place: OutputPlace, force: boolean, work: string) {
    this.#place = place
    this.#force = force
    this.#work = work
  }

  /** @throws AppError `OUTPUT_UNUSABLE` if it cannot be written, or holds one of the files and may not lose it */
  static async open({ place, names, force, now }: OutputFolderOptions): Promise<OutputFolder> {
    try {
      await assertFree(place, names, force)
      await removeDeadWorkFolders(place.workFolder, place.folder, now)
      return new OutputFolder(place, force, await makeWorkFolder(place.workFolder, place.folder))
    } catch (error) {
      if (error instanceof AppError) throw error
      const what = `the output folder ${place.given} cannot be written (${errorCodeOf(error)})`
      throw outputUnusable(what, 'name a folder that this user may write with --out', {}, error)
    }
  }

  /** Writes a file aside, through to the disk. @throws AppError `OUTPUT_NOT_WRITTEN` */
  async write({ name, bytes }: ExportedFile): Promise<void> {
    try {
      const file = await files.open(join(this.#work, name), 'wx')
      try {
        await file.writeFile(bytes)
        await file.sync()
      } finally {
        await file.close()
      }
      this.#written.push(name)
    } catch (error) {
      throw outputNotWritten(this.#place.given, error)
    }
  }

  /**
   * Puts all files in place, or none. Where the folder was not there, by one move.
   *
   * @throws AppError `OUTPUT_UNUSABLE` if files came there meanwhile; `OUTPUT_NOT_WRITTEN`
   */
  async publish(): Promise<void> {
    try {
      if (this.#place.exists || !(await this.#moveWhole())) await this.#moveEach()
    } catch (error) {
      throw error instanceof AppError ? error : outputNotWritten(this.#place.given, error)
    }
  }

  /**
   * Leaves nothing of what is not in place, and puts back what had to make room. Needs no turn of the process, so that it
   * works while it ends.
   */
  discard(): void {
    this.#replacement?.undo()
    rmSync(this.#work, { recursive: true, force: true })
  }

  /** Whether that could be done: someone else may have made the folder meanwhile. */
  async #moveWhole(): Promise<boolean> {
    const { folder } = this.#place
    await files.mkdir(dirname(folder), { recursive: true })
    // A temporary folder is for its owner alone; the result is for whom the user's folders are.
    await files.chmod(this.#work, 0o777 & ~process.umask())
    await syncFolder(this.#work)
    try {
      await files.rename(this.#work, folder)
    } catch (error) {
      if (TAKEN.includes(errorCodeOf(error))) return false
      throw error
    }
    await syncFolder(dirname(folder))
    return true
  }

  async #moveEach(): Promise<void> {
    const { folder } = this.#place
    await assertFree({ ...this.#place, exists: true }, this.#written, this.#force)
    this.#replacement = new Replacement(this.#work, folder)
    await this.#replacement.replace(this.#written)
    await syncFolder(folder)
    this.discard()
  }
}

const TAKEN: readonly string[] = ['ENOTEMPTY', 'EEXIST', 'EPERM', 'ENOTDIR']

/** @throws AppError `OUTPUT_UNUSABLE` naming what is in the way */
async function assertFree(
  { given, folder, exists }: OutputPlace,
  names: readonly string[],
  force: boolean,
): Promise<void> {
  if (!exists) return
  const there = await files.readdir(folder, { withFileTypes: true })
  const taken = there.filter(({ name }) => names.includes(name))
  const fixed = taken.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  if (fixed.length > 0)
    throw outputUnusable(
      `the output folder ${given} has folders of the names ${fixed.join(', ')}`,
      'rename them, or name another folder with --out',
      { files: fixed },
    )
  if (force || taken.length === 0) return
  const found = taken.map(({ name }) => name).sort()
  throw outputUnusable(
    `the output folder ${given} has ${found.join(', ')} already`,
    'name another folder with --out, or replace them with --force',
    { files: found },
  )
}

/** So that a crash of the machine does not undo the move. Windows cannot, and need not. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await files.open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
