import type { OutputFolder, WrittenFile } from '../../adapters/cli/index.js'
import { EXPORT_FORMATS, type ExportFormat, type GeneratedCurriculum } from '../../domain/curriculum/index.js'
import { AppError } from '../../domain/platform/index.js'
import { EXPORTERS, type FormatEntry } from './exporters.js'

/** What the formats need of whoever has them written. */
export interface ExportRun {
  readonly output: OutputFolder
  /** Throws when the run is given up. */
  readonly signal: AbortSignal
  /** Told before each format how many of all are done. */
  readonly onFormat: (format: ExportFormat, done: number, total: number) => void
}

/** The formats that are asked for, or all, in the order in which they are listed; with their files. */
export function chosenFormats(asked?: readonly ExportFormat[]): readonly (readonly [ExportFormat, FormatEntry])[] {
  const entries = Object.entries(EXPORTERS) as [ExportFormat, FormatEntry][]
  return entries.filter(([format]) => asked === undefined || asked.includes(format))
}

/** Writes a curriculum in each of the formats. */
export async function writeExports(
  generated: GeneratedCurriculum,
  formats: ReturnType<typeof chosenFormats>,
  { output, signal, onFormat }: ExportRun,
): Promise<readonly WrittenFile[]> {
  const written: WrittenFile[] = []
  for (const [index, [format, { files, load }]] of formats.entries()) {
    onFormat(format, index, formats.length)
    const exported = await (await load()).export(generated)
    for (const file of exported) {
      signal.throwIfAborted()
      // What is not announced was not looked for in the folder, and may be someone's.
      if (!files.includes(file.name)) throw unannounced(format, file.name)
      await output.write(file)
      written.push({ name: file.name, format, mediaType: file.mediaType, bytes: file.bytes.length })
    }
  }
  return written
}

function unannounced(format: ExportFormat, name: string): AppError {
  return new AppError('INTERNAL', `the export "${EXPORT_FORMATS[format]}" made a file that was not announced: ${name}`)
}
