import { readdir, stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import {
  assertBriefNotReplaced,
  assertDocumentsFolder,
  assertFoldersSeparate,
  briefName,
  EXIT,
  failureJson,
  type GenerateFlags,
  type GenerationOutcome,
  generationJson,
  generationReport,
  OutputFolder,
  ProgressDisplay,
  type ProgressOutput,
  parseBrief,
  qualityGate,
  readBriefText,
  resolveOutputPlace,
  StageTimer,
} from '../../adapters/cli/index.js'
import { FolderDocumentSource } from '../../adapters/documents/folder-document-source.js'
import { SystemClock } from '../../adapters/system/system-clock.js'
import type { GeneratedCurriculum } from '../../domain/curriculum/index.js'
import { generateCurriculum } from '../curriculum/index.js'
import { standaloneGeneration } from './generation-parts.js'
import { chosenFormats, writeExports } from './write-exports.js'

/** What `generate` gets from the process it runs in. */
export interface GenerateContext {
  readonly flags: GenerateFlags
  /** Given up when this is aborted; its reason is thrown. */
  readonly signal: AbortSignal
  readonly env: NodeJS.ProcessEnv
  readonly stdin: Readable
  /** Where the report goes, or the JSON object. */
  readonly stdout: ProgressOutput
  /** Where progress goes. */
  readonly stderr: ProgressOutput
}

/** Of a report that goes to a file. */
const DEFAULT_COLUMNS = 100
/** Of the progress: what is left when the curriculum is made and its files are not. */
const EXPORTING_FROM = 95

/**
 * Makes a curriculum from files to files. Nothing is seen of it before it is whole.
 *
 * @returns the exit code
 * @throws AppError `INVALID_PROGRAM`, `NO_USABLE_DOCUMENTS`, `INVALID_ARGUMENT`, `OUTPUT_UNUSABLE`, `OUTPUT_NOT_WRITTEN`,
 *   `ABORTED`; nothing is left behind then
 */
export async function generate(context: GenerateContext): Promise<number> {
  const { flags, signal, stdout, stderr } = context
  try {
    const outcome = await make(context)
    const { gate, generated } = outcome
    const exitCode = gate?.passed === false ? EXIT.belowGate : EXIT.ok
    if (flags.json) stdout.write(generationJson(outcome, exitCode))
    else if (!flags.quiet) {
      stdout.write(generationReport(outcome, { columns: stdout.columns || DEFAULT_COLUMNS, cwd: process.cwd() }))
    }
    if (gate?.passed === false) {
      const { score, passesHardRules } = generated.quality
      const rules = passesHardRules ? '' : ', and hard rules are broken'
      stderr.write(`curriculum: the quality gate of ${gate.least} is not passed: the score is ${score}${rules}\n`)
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
  const { parts, close } = standaloneGeneration(clock)
  const text = await readBriefText({ path: flags.program, stdin, signal })
  const { brief, programId, notes } = parseBrief(text, briefName(flags.program), parts.digest)
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
  // A brief that lies among its documents is none of them.
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
      // What is done is told when it is written.
      { signal, onProgress: (at) => at.stage === 'done' || show(at.stage, at.percent, at.message) },
    )
    const files = await writeExports(generated, formats, {
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
    const gate = flags.qualityGate === undefined ? {} : { gate: qualityGate(flags.qualityGate, generated) }
    const { leftOut } = source
    const told = leftOut === undefined ? notes : [...notes, `${leftOut} is the brief and was not read as a document`]
    return { generated, notes: told, out: flags.out, files, others: others.sort(), ...gate, durations: times.end() }
  } finally {
    display.end()
    output.discard()
    await close()
  }
}

/** @throws AppError if the documents or the output folder cannot be used; nothing is left behind then */
async function openOutput(flags: GenerateFlags, names: readonly string[], now: number): Promise<OutputFolder> {
  await assertDocumentsFolder(flags.docs)
  const place = await resolveOutputPlace(flags.out)
  await assertFoldersSeparate(place, flags.docs)
  await assertBriefNotReplaced(place, names, flags.program)
  const output = await OutputFolder.open({ place, names, force: flags.force ?? false, now })
  // Also when the process is ended by a second signal, or by a fault that nobody foresaw.
  process.once('exit', () => output.discard())
  return output
}

/** What is read from a pipe is gone, and no file. */
async function briefFile(path: string): Promise<{ readonly except?: string }> {
  return path !== '-' && (await stat(path)).isFile() ? { except: path } : {}
}

function doneText({ quality }: GeneratedCurriculum): string {
  return `Done: quality ${quality.score} of 100`
}
