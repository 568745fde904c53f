import { createHash } from 'node:crypto'
import { promises as files, rmSync } from 'node:fs'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { AppError } from '../../../domain/platform/index.js'
import type { ExportedFile } from '../../../ports/index.js'
import { makeFolder } from '../../shared/make-folder.js'
import { FileReplacement } from './file-replacement.js'
import { errorCodeOf, type OutputPlace, outputNotWritten, outputUnusable } from './output-place.js'

/** Options of {@link OutputFolder.open}. */
export interface OutputFolderOptions {
  readonly place: OutputPlace
  /** Names of the files to write. */
  readonly names: readonly string[]
  /** Whether existing files may be replaced. */
  readonly force: boolean
  /** In milliseconds since 1970. */
  readonly now: number
}

/**
 * The output folder. Files are written to a hidden work folder and moved to the output folder when all are complete. A
 * killed process leaves its work folder behind; the next run removes it.
 */
export class OutputFolder {
  readonly #place: OutputPlace
  readonly #force: boolean
  readonly #work: string
  readonly #written: string[] = []
  #replacement: FileReplacement | undefined

  private constructor(place: OutputPlace, force: boolean, work: string) {
    this.#place = place
    this.#force = force
    this.#work = work
  }

  /** @throws AppError `OUTPUT_UNUSABLE` if it is not writable, or contains one of the files and `force` is not set */
  static async open({ place, names, force, now }: OutputFolderOptions): Promise<OutputFolder> {
    try {
      await assertFree(place, names, force)
      await removeStaleWorkFolders(place.workFolder, place.folder, now)
      return new OutputFolder(place, force, await createWorkFolder(place.workFolder, place.folder))
    } catch (error) {
      if (error instanceof AppError) throw error
      const what = `the output folder ${place.given} cannot be written (${errorCodeOf(error)})`
      throw outputUnusable(what, 'choose a writable folder with --out', {}, error)
    }
  }

  /** Writes a file to the work folder and syncs it to disk. @throws AppError `OUTPUT_NOT_WRITTEN` */
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
   * Moves all files to the output folder, or none. If the folder does not exist, renames the whole work folder.
   *
   * @throws AppError `OUTPUT_UNUSABLE` if files of these names were created since `open`; `OUTPUT_NOT_WRITTEN`
   */
  async publish(): Promise<void> {
    try {
      if (this.#place.exists || !(await this.#renameFolder())) await this.#moveFiles()
    } catch (error) {
      throw error instanceof AppError ? error : outputNotWritten(this.#place.given, error)
    }
  }

  /**
   * Removes the work folder, and restores replaced files if `publish` did not finish. Synchronous, so that it works in an
   * `exit` handler.
   */
  discard(): void {
    this.#replacement?.undo()
    rmSync(this.#work, { recursive: true, force: true })
  }

  /** Returns `false` if another process has created the folder since `open`. */
  async #renameFolder(): Promise<boolean> {
    const { folder } = this.#place
    await makeFolder(dirname(folder))
    // mkdtemp gives access only to the owner; the result gets the usual permissions.
    await files.chmod(this.#work, 0o777 & ~process.umask())
    await syncFolder(this.#work)
    try {
      await files.rename(this.#work, folder)
    } catch (error) {
      if (TARGET_EXISTS.includes(errorCodeOf(error))) return false
      throw error
    }
    await syncFolder(dirname(folder))
    return true
  }

  async #moveFiles(): Promise<void> {
    const { folder } = this.#place
    await assertFree({ ...this.#place, exists: true }, this.#written, this.#force)
    this.#replacement = new FileReplacement(this.#work, folder)
    await this.#replacement.replace(this.#written)
    await syncFolder(folder)
    this.discard()
  }
}

const TARGET_EXISTS: readonly string[] = ['ENOTEMPTY', 'EEXIST', 'EPERM', 'ENOTDIR']

/** @throws AppError `OUTPUT_UNUSABLE` with the names of the existing files */
async function assertFree(
  { given, folder, exists }: OutputPlace,
  names: readonly string[],
  force: boolean,
): Promise<void> {
  if (!exists) return
  const there = await files.readdir(folder, { withFileTypes: true })
  const taken = there.filter(({ name }) => names.includes(name))
  const folders = taken.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  if (folders.length > 0)
    throw outputUnusable(
      `the output folder ${given} contains folders named ${folders.join(', ')}`,
      'rename them, or choose another folder with --out',
      { files: folders },
    )
  if (force || taken.length === 0) return
  const found = taken.map(({ name }) => name).sort()
  throw outputUnusable(
    `the output folder ${given} already contains ${found.join(', ')}`,
    'choose another folder with --out, or replace them with --force',
    { files: found },
  )
}

/** Makes a rename survive a crash of the machine. Windows does not support syncing folders. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await files.open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

const MAX_NAME = 40
/** A work folder of another machine is stale after this time without a change. */
const STALE_MS = 60 * 60_000

// Process ids are unique on one machine only; a shared disk has work folders of several.
const machine = createHash('sha256').update(hostname()).digest('hex').slice(0, 8)

/** The common prefix of all work folders for one output folder. */
function prefixOf(folder: string): string {
  return `.${basename(folder).slice(0, MAX_NAME)}-`
}

/** Creates a hidden temporary folder, named by output, machine and process: `.course-9f86d081-4711-x8Jk2P`. */
async function createWorkFolder(parent: string, folder: string): Promise<string> {
  return files.mkdtemp(join(parent, `${prefixOf(folder)}${machine}-${process.pid}-`))
}

/** Removes the work folders of killed runs for the same output. Folders of running processes stay. */
async function removeStaleWorkFolders(parent: string, folder: string, now: number): Promise<void> {
  const prefix = prefixOf(folder)
  for (const name of await files.readdir(parent)) {
    if (!name.startsWith(prefix)) continue
    const [, owner, pid] = /^([0-9a-f]{8})-(\d+)-\w{6}$/.exec(name.slice(prefix.length)) ?? []
    if (owner === undefined || pid === undefined) continue
    const path = join(parent, name)
    const isStale = owner === machine ? !isRunning(Number(pid)) : await isOld(path, now)
    if (isStale) await files.rm(path, { recursive: true, force: true })
  }
}

/** The id of this process counts as not running: an earlier process with the same id left the folder. */
function isRunning(pid: number): boolean {
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // The process exists and belongs to another user.
    return errorCodeOf(error) === 'EPERM'
  }
}

async function isOld(path: string, now: number): Promise<boolean> {
  try {
    return now - (await files.stat(path)).mtimeMs > STALE_MS
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return false
    throw error
  }
}
