import { promises as files } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import {
  assertDocumentsFolder,
  assertFileWritable,
  briefName,
  EXIT,
  failureJson,
  type OutlineFlags,
  type OutlineOutcome,
  outlineJson,
  outlineReport,
  outlineText,
  outputNotWritten,
  outputUnusable,
  ProgressDisplay,
  parseBrief,
  readBriefText,
} from '../../adapters/cli/index.js'
import { FolderDocumentSource } from '../../adapters/documents/folder-document-source.js'
import { makeFolder } from '../../adapters/shared/make-folder.js'
import { SystemClock } from '../../adapters/system/system-platform.js'
import { proposeOutlineOf } from '../curriculum/index.js'
import type { CommandContext } from './command-context.js'
import { standaloneGeneration } from './generation-deps.js'

/** The parts of the process that `outline` uses. */
export type OutlineContext = CommandContext<OutlineFlags>

const DEFAULT_COLUMNS = 100

/**
 * Proposes the units of a curriculum, and prints them or writes them to a file.
 *
 * @returns the exit code
 * @throws AppError `INVALID_PROGRAM`, `NO_USABLE_DOCUMENTS`, `INVALID_ARGUMENT`, `OUTPUT_UNUSABLE`, `OUTPUT_NOT_WRITTEN`,
 *   `ABORTED`
 */
export async function outline(context: OutlineContext): Promise<number> {
  const { flags, stdout } = context
  try {
    const outcome = await propose(context)
    if (flags.out !== undefined) await writeOutline(flags.out, outlineText(outcome), flags.force ?? false)
    if (flags.json) stdout.write(outlineJson(outcome))
    else if (flags.out === undefined) stdout.write(outlineText(outcome))
    else stdout.write(outlineReport(outcome, stdout.columns || DEFAULT_COLUMNS))
    return EXIT.ok
  } catch (error) {
    if (flags.json) stdout.write(failureJson(error))
    throw error
  }
}

async function propose({ flags, signal, env, stdin, stderr }: OutlineContext): Promise<OutlineOutcome> {
  const clock = new SystemClock()
  const { deps, close } = standaloneGeneration(clock)
  const text = await readBriefText({ path: flags.program, stdin, signal })
  const { brief, programId, notes } = parseBrief(text, briefName(flags.program), deps.digest)
  await assertDocumentsFolder(flags.docs)
  if (flags.out !== undefined) await assertUsable(flags.out, flags.docs, flags.force ?? false)
  const source = new FolderDocumentSource({
    path: flags.docs,
    ...(flags.program === '-' ? {} : { except: flags.program }),
  })
  const display = new ProgressDisplay({ output: stderr, clock, env })
  try {
    const { refused, ...proposal } = await proposeOutlineOf({ programId, brief, source }, deps, {
      signal,
      onProgress: ({ stage, percent, message }) => display.show({ stage, percent: percent * FULL, message }),
    })
    const { out } = flags
    return { title: brief.title, proposal, refused, notes, ...(out === undefined ? {} : { out }) }
  } finally {
    display.end()
    await close()
  }
}

/** Reading is the first of the stages of a generation, and all of this one. */
const FULL = 20

/** @throws AppError `OUTPUT_UNUSABLE` */
async function assertUsable(out: string, docs: string, force: boolean): Promise<void> {
  const hint = 'choose another file with --out'
  const found = await files.stat(out).catch(() => undefined)
  if (found !== undefined && !found.isFile()) throw outputUnusable(`the output file ${out} is not a file`, hint)
  if (found !== undefined && !force)
    throw outputUnusable(`the output file ${out} already exists`, `${hint}, or replace it with --force`)
  const inside = relative(
    await files.realpath(docs),
    resolve(await files.realpath(dirname(out)).catch(() => dirname(out))),
  )
  if (!inside.startsWith('..') && !/^(?:[a-z]:|\/)/i.test(inside))
    throw outputUnusable(`the output file ${out} is inside the documents folder ${docs}`, hint)
  await assertFileWritable(out)
}

async function writeOutline(out: string, text: string, force: boolean): Promise<void> {
  try {
    await makeFolder(dirname(resolve(out)))
    await files.writeFile(out, text, { flag: force ? 'w' : 'wx' })
  } catch (error) {
    throw outputNotWritten(out, error)
  }
}
