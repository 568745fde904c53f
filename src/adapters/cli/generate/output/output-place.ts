import { type BigIntStats, promises as files } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { errorCodeOf, outputUnusable } from './output-errors.js'

/** Where a result goes, links resolved. */
export interface OutputPlace {
  /** As it was given, for people. */
  readonly given: string
  /** The folder of the result. */
  readonly folder: string
  /** Whether it is there already. */
  readonly exists: boolean
  /** The folder to work in until all is written: the result is moved out of it without being copied. */
  readonly workFolder: string
}

/**
 * Finds out where the result goes, and makes nothing.
 *
 * While the folder is not there, the work is done in the nearest one above it, so that the whole comes into being by one
 * move. A folder that is there may be a mount of its own, so the work is done inside of it.
 *
 * @throws AppError `OUTPUT_UNUSABLE` if something else than a folder is in the way
 */
export async function findOutputPlace(given: string): Promise<OutputPlace> {
  const missing: string[] = []
  let path = resolve(given)
  for (;;) {
    const found = await statOf(path, given)
    if (found !== undefined && !found.isDirectory()) {
      const what = missing.length === 0 ? 'is a file' : `lies below ${path}, which is a file`
      throw outputUnusable(`the output folder ${given} ${what}`, 'name a folder with --out')
    }
    if (found !== undefined) break
    await assertNoLink(path, given)
    missing.unshift(basename(path))
    path = dirname(path)
  }
  const workFolder = await files.realpath(path)
  return { given, folder: join(workFolder, ...missing), exists: missing.length === 0, workFolder }
}

/**
 * Refuses an output folder and a folder of documents of which one lies in the other: what is written would be read as
 * teaching material by the next run.
 *
 * @throws AppError `OUTPUT_UNUSABLE`
 */
export async function assertApart(place: OutputPlace, documents: string): Promise<void> {
  const hint = 'keep them apart: name another folder with --out'
  const source = await files.realpath(documents)
  if (await isWithin(place.workFolder, source)) {
    const what = place.exists && (await isWithin(source, place.folder)) ? 'is' : 'lies in'
    throw outputUnusable(`the output folder ${place.given} ${what} the folder of the documents, ${documents}`, hint)
  }
  if (place.exists && (await isWithin(source, place.folder)))
    throw outputUnusable(`the folder of the documents, ${documents}, lies in the output folder ${place.given}`, hint)
}

/** Whether `inner` is `outer` or lies in it, by identity: names may differ in case or lead over mounts. */
async function isWithin(inner: string, outer: string): Promise<boolean> {
  const wanted = await files.stat(outer, { bigint: true })
  for (let path = inner; ; path = dirname(path)) {
    const found = await files.stat(path, { bigint: true })
    if (found.dev === wanted.dev && found.ino === wanted.ino) return true
    if (path === dirname(path)) return false
  }
}

/** What leads nowhere is in the way of a folder, and would be found out only when all the work is done. */
async function assertNoLink(path: string, given: string): Promise<void> {
  const target = await files.readlink(path).catch(() => undefined)
  if (target === undefined) return
  const what = `the output folder ${given} is or lies below a link to ${target}, which is not there`
  throw outputUnusable(what, 'make that folder, remove the link, or name another folder with --out')
}

async function statOf(path: string, given: string): Promise<BigIntStats | undefined> {
  try {
    return await files.stat(path, { bigint: true })
  } catch (error) {
    // Something on the way is a file: found by the walk upwards.
    if (errorCodeOf(error) !== 'ENOENT' && errorCodeOf(error) !== 'ENOTDIR')
      throw outputUnusable(
        `the output folder ${given} cannot be looked at (${errorCodeOf(error)})`,
        'name a folder with --out',
        {},
        error,
      )
    return undefined
  }
}

/**
 * Refuses a result that would take the place of the brief it is made from.
 *
 * @throws AppError `OUTPUT_UNUSABLE`
 */
export async function assertKept(place: OutputPlace, names: readonly string[], brief: string): Promise<void> {
  // A pipe has no place that could be taken.
  if (brief === '-' || !place.exists || !(await files.stat(brief)).isFile()) return
  const path = await files.realpath(brief)
  if (dirname(path) !== place.folder || !names.includes(basename(path))) return
  throw outputUnusable(`the brief ${brief} would be replaced by the result`, 'name another folder with --out')
}
