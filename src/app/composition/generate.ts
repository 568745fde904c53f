import { readdir, stat } from 'node:fs/promises'
import {
  assertBriefNotReplaced,
  assertDocumentsFolder,
  assertFoldersSeparate,
  briefName,
  checkRequirement,
  EXIT,
  failureJson,
  type GenerateFlags,
  type GenerationOutcome,
  generationJson,
  generationReport,
  OutputFolder,
  type ParsedBrief,
  ProgressDisplay,
  parseBrief,
  parseOutline,
  readBriefText,
  resolveOutputPlace,
  StageTimer,
} from '../../adapters/cli/index.js'
import { FolderDocumentSource } from '../../adapters/documents/folder-document-source.js'
import { SystemClock } from '../../adapters/system/system-platform.js'
import { type GeneratedCurriculum, readinessText, VERDICT_WORDS } from '../../domain/curriculum/index.js'
import { AppError, pluralize } from '../../domain/platform/index.js'
import { generateCurriculum } from '../curriculum/index.js'
import type { CommandContext } from './command-context.js'
import { chosenFormats, writeExports } from './exporters.js'
import { standaloneGeneration } from './generation-deps.js'

/** The parts of the process that `generate` uses. */
export type GenerateContext = CommandContext<GenerateFlags>

/** The width of a report that is written to a file. */
const DEFAULT_COLUMNS = 100
/** The progress when the curriculum is generated and its files are not written yet. */
const EXPORTING_FROM = 95

/**
 * Generates a curriculum from files and writes its exports. The output folder appears only when it is complete.
 *
 * @returns the exit code
 * @throws AppError `INVALID_PROGRAM`, `NO_USABLE_DOCUMENTS`, `INVALID_ARGUMENT`, `OUTPUT_UNUSABLE`, `OUTPUT_NOT_WRITTEN`,
 *   `ABORTED`; no output remains then
 */
export async function generate(context: GenerateContext): Promise<number> {
  const { flags, signal, stdout, stderr } = context
  try {
    const outcome = await make(context)
    const { requirement, generated } = outcome
    const exitCode = requirement?.met === false ? EXIT.belowGate : EXIT.ok
    if (flags.json) stdout.write(generationJson(outcome, exitCode))
    else if (!flags.quiet) {
      stdout.write(generationReport(outcome, { columns: stdout.columns || DEFAULT_COLUMNS, cwd: process.cwd() }))
    }
    if (requirement?.met === false) {
      const required = VERDICT_WORDS[requirement.verdict]
      stderr.write(`curriculum: "${required}" is required, but the curriculum is ${readinessText(generated.report)}\n`)
    }
    return exitCode
  } catch (error) {
    const reason: unknown = signal.aborted ? signal.reason : error
    if (flags.json) stdout.write(failureJson(reason))
    throw reason
  }
}

async function make({ flags, signal, env, stdin, stderr }: GenerateContext): Promise<GenerationOutcome> {
  const clock = new SystemClock()
  const times = new StageTimer(clock)
  times.enter('prepare')
  const { deps: parts, close } = standaloneGeneration(clock)
  const text = await readBriefText({ path: flags.program, stdin, signal })
  const parsed = parseBrief(text, briefName(flags.program), parts.digest)
  const { brief, notes } = await withOutline(parsed, { flags, stdin, signal })
  const { programId } = parsed
  const formats = chosenFormats(flags.format)
  const output = await openOutput(
    flags,
    formats.flatMap(([, { files }]) => files),
    clock.now(),
  )
  const display = new ProgressDisplay({ output: stderr, clock, env })
  const show = (stage: string, percent: number, message: string): void => {
    times.enter(stage)
    if (!flags.quiet) display.show({ stage, percent, message })
  }
  // A brief in the folder of the documents is not a document.
  const source = new FolderDocumentSource({ path: flags.docs, ...(await briefFile(flags.program)) })
  try {
    const generated = await generateCurriculum(
      {
        programId,
        brief,
        source,
        ...(flags.seed === undefined ? {} : { seed: flags.seed }),
      },
      parts,
      // Reports `done` only when the files are written.
      { signal, onProgress: (at) => at.stage === 'done' || show(at.stage, at.percent, at.message) },
    )
    const files = await writeExports(generated, formats, {
      options: { quotes: flags.withoutQuotes !== true },
      output,
      signal,
      onFormat: (format, done, total) =>
        show('export', EXPORTING_FROM + (done / total) * (100 - EXPORTING_FROM), `Writing files: ${format}`),
    })
    signal.throwIfAborted()
    await output.publish()
    show('done', 100, doneText(generated))
    const others = (await readdir(flags.out)).filter(
      (name) => !name.startsWith('.') && !files.some((file) => file.name === name),
    )
    const requirement = flags.require === undefined ? {} : { requirement: checkRequirement(flags.require, generated) }
    const { leftOut } = source
    const allNotes =
      leftOut === undefined ? notes : [...notes, `${leftOut} is the brief and was not read as a document`]
    return {
      generated,
      notes: allNotes,
      out: flags.out,
      files,
      others: others.sort(),
      ...requirement,
      durations: times.end(),
    }
  } finally {
    display.end()
    output.discard()
    await close()
  }
}

/** The brief with the outline of `--outline`, which goes before its own. */
async function withOutline(
  { brief, notes }: ParsedBrief,
  { flags: { outline: path, program }, stdin, signal }: Pick<GenerateContext, 'flags' | 'stdin' | 'signal'>,
): Promise<Pick<ParsedBrief, 'brief' | 'notes'>> {
  if (path === undefined) return { brief, notes }
  if (path === '-' && program === '-')
    throw new AppError('INVALID_ARGUMENT', 'standard input cannot be both the brief and the outline', {
      hint: 'name a file for one of them',
    })
  const text = await readBriefText({ what: 'the outline', path, stdin, signal })
  const parsed = parseOutline(text, briefName(path), brief.totalHours)
  const both = brief.outline === undefined ? [] : [`the brief has an outline, too: that of ${briefName(path)} is used`]
  return { brief: { ...brief, outline: parsed.outline }, notes: [...notes, ...both, ...parsed.notes] }
}

/** @throws AppError if the documents or the output folder cannot be used; no output remains then */
async function openOutput(flags: GenerateFlags, names: readonly string[], now: number): Promise<OutputFolder> {
  await assertDocumentsFolder(flags.docs)
  const place = await resolveOutputPlace(flags.out)
  await assertFoldersSeparate(place, flags.docs)
  await assertBriefNotReplaced(place, names, flags.program)
  const output = await OutputFolder.open({ place, names, force: flags.force ?? false, now })
  // Also if a second signal or an unexpected error ends the process.
  process.once('exit', () => output.discard())
  return output
}

/** The brief, if it is a file and not a pipe. */
async function briefFile(path: string): Promise<{ readonly except?: string }> {
  return path !== '-' && (await stat(path)).isFile() ? { except: path } : {}
}

function doneText({ curriculum: { units, items }, report }: GeneratedCurriculum): string {
  return `Done: ${pluralize(units.length, 'unit')}, ${pluralize(items.length, 'item')}, ${readinessText(report)}`
}
