import { type BigIntStats, promises as files } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { AppError, messageOf } from '../../../domain/platform/index.js'

/** The output folder, with links resolved. */
export interface OutputPlace {
  /** As on the command line, for messages. */
  readonly given: string
  /** The absolute path. */
  readonly folder: string
  /** Whether it already exists. */
  readonly exists: boolean
  /** The parent of the temporary folder, on the same file system: files are moved from there, not copied. */
  readonly workFolder: string
}

/**
 * Resolves the output folder without creating anything.
 *
 * If it does not exist, the work folder is in the nearest existing parent, so that one rename publishes the result. An
 * existing output folder may be a mount point, so the work folder is inside it.
 *
 * @throws AppError `OUTPUT_UNUSABLE` if the path leads through something that is not a folder
 */
export async function resolveOutputPlace(given: string): Promise<OutputPlace> {
  const missing: string[] = []
  let path = resolve(given)
  for (;;) {
    const found = await statOf(path, given)
    if (found !== undefined && !found.isDirectory()) {
      const what = missing.length === 0 ? 'is a file' : `is below ${path}, which is a file`
      throw outputUnusable(`the output folder ${given} ${what}`, 'choose a folder with --out')
    }
    if (found !== undefined) break
    await assertNoDanglingLink(path, given)
    missing.unshift(basename(path))
    path = dirname(path)
  }
  const workFolder = await files.realpath(path)
  return { given, folder: join(workFolder, ...missing), exists: missing.length === 0, workFolder }
}

/**
 * Rejects an output folder inside the documents folder, or the other way round: the next run would read the result as
 * teaching material.
 *
 * @throws AppError `OUTPUT_UNUSABLE`
 */
export async function assertFoldersSeparate(place: OutputPlace, documents: string): Promise<void> {
  const hint = 'choose another folder with --out'
  const source = await files.realpath(documents)
  if (await isWithin(place.workFolder, source)) {
    const what = place.exists && (await isWithin(source, place.folder)) ? 'is' : 'is inside'
    throw outputUnusable(`the output folder ${place.given} ${what} the documents folder ${documents}`, hint)
  }
  if (place.exists && (await isWithin(source, place.folder)))
    throw outputUnusable(`the documents folder ${documents} is inside the output folder ${place.given}`, hint)
}

/** Whether `inner` is `outer` or inside it. Compares identities, because paths may differ in case or cross mounts. */
async function isWithin(inner: string, outer: string): Promise<boolean> {
  const target = await files.stat(outer, { bigint: true })
  for (let path = inner; ; path = dirname(path)) {
    const found = await files.stat(path, { bigint: true })
    if (found.dev === target.dev && found.ino === target.ino) return true
    if (path === dirname(path)) return false
  }
}

/** Detects a dangling link before the work starts; creating the folder would fail after it. */
async function assertNoDanglingLink(path: string, given: string): Promise<void> {
  const target = await files.readlink(path).catch(() => undefined)
  if (target === undefined) return
  const what = `the output folder ${given} is or is below a link to ${target}, which does not exist`
  throw outputUnusable(what, 'create that folder, remove the link, or choose another folder with --out')
}

async function statOf(path: string, given: string): Promise<BigIntStats | undefined> {
  try {
    return await files.stat(path, { bigint: true })
  } catch (error) {
    // ENOTDIR: a parent is a file. The walk to the parents reports it.
    if (errorCodeOf(error) !== 'ENOENT' && errorCodeOf(error) !== 'ENOTDIR')
      throw outputUnusable(
        `the output folder ${given} cannot be read (${errorCodeOf(error)})`,
        'choose a folder with --out',
        {},
        error,
      )
    return undefined
  }
}

/**
 * Rejects an output that would replace the brief.
 *
 * @throws AppError `OUTPUT_UNUSABLE`
 */
export async function assertBriefNotReplaced(
  place: OutputPlace,
  names: readonly string[],
  brief: string,
): Promise<void> {
  // Standard input and pipes are not files that can be replaced.
  if (brief === '-' || !place.exists || !(await files.stat(brief)).isFile()) return
  const path = await files.realpath(brief)
  if (dirname(path) !== place.folder || !names.includes(basename(path))) return
  throw outputUnusable(`the brief ${brief} would be replaced by the result`, 'choose another folder with --out')
}

/** @throws AppError `NO_USABLE_DOCUMENTS` if the documents folder does not exist or is not a folder */
export async function assertDocumentsFolder(path: string): Promise<void> {
  const fault = await files.stat(path).then(
    (found) => (found.isDirectory() ? undefined : 'is a file'),
    (error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? 'does not exist' : `cannot be read (${error.code})`),
  )
  if (fault === undefined) return
  throw new AppError('NO_USABLE_DOCUMENTS', `the documents folder ${path} ${fault}`, {
    hint: 'choose the folder with the teaching material with --docs',
    details: { refused: [] },
  })
}

/**
 * Tries whether a file can be created, or replaced if it exists, and leaves nothing behind: access rights do not show a
 * read-only or full disk.
 *
 * @throws AppError `OUTPUT_UNUSABLE`
 */
export async function assertFileWritable(given: string): Promise<void> {
  const path = resolve(given)
  const { exists, workFolder } = await resolveOutputPlace(dirname(path))
  try {
    if (exists && (await files.stat(path).catch(() => undefined)) !== undefined) {
      await (await files.open(path, 'r+')).close()
      return
    }
    const trial = join(workFolder, `.${basename(path).slice(0, MAX_NAME)}-${process.pid}`)
    await files.writeFile(trial, 'x')
    await files.rm(trial)
  } catch (error) {
    const what = `the output file ${given} cannot be written (${errorCodeOf(error)})`
    throw outputUnusable(what, 'choose a file in a writable folder with --out', {}, error)
  }
}

const MAX_NAME = 40

/** The output folder cannot be used; found before the work starts. */
export function outputUnusable(
  what: string,
  hint: string,
  details: { readonly files?: readonly string[] } = {},
  cause?: unknown,
): AppError {
  return new AppError('OUTPUT_UNUSABLE', what, { hint, details, ...(cause === undefined ? {} : { cause }) })
}

/** Writing the result failed. */
export function outputNotWritten(folder: string, cause: unknown): AppError {
  const code = errorCodeOf(cause)
  return new AppError('OUTPUT_NOT_WRITTEN', `the files could not be written to ${folder}: ${messageOf(cause)}`, {
    hint: HINTS[code] ?? 'check the disk, or choose another folder with --out',
    details: { code },
    cause,
  })
}

/** The error code of Node, such as `ENOSPC`; empty if there is none. */
export function errorCodeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
}

const HINTS: { readonly [code: string]: string } = {
  ENOSPC: 'free space on the disk, or choose a folder on another disk with --out',
  EDQUOT: 'the disk quota is used up: delete files, or choose a folder on another disk with --out',
  EFBIG: 'raise the file size limit of the process (ulimit -f)',
  EBUSY: 'close the program that has the file open, and run the command again',
  EPERM: 'close the program that has the file open, or choose a writable folder with --out',
}
