import type { OutputFolder, WrittenFile } from '../../adapters/cli/index.js'
import { EXPORT_FORMATS, type ExportFormat, type GeneratedCurriculum } from '../../domain/curriculum/index.js'
import { AppError } from '../../domain/platform/index.js'
import type { CurriculumExporter } from '../../ports/index.js'

/** The files and the exporter of a format. */
export interface FormatEntry {
  /** The names of its files. */
  readonly files: readonly string[]
  /** Loads the exporter when the format is requested. */
  readonly load: (options?: ExportOptions) => Promise<CurriculumExporter>
}

/** What documents for people show; other formats have no options. */
export interface ExportOptions {
  /** Whether the quotes are added at the end, or as footnotes; default `true`. */
  readonly quotes?: boolean
}

/** Every format, in the order of the output. */
export const EXPORTERS: { readonly [format in ExportFormat]: FormatEntry } = {
  html: {
    files: ['curriculum.html'],
    load: async (options) => new (await import('../../adapters/exports/html/html-exporter.js')).HtmlExporter(options),
  },
  docx: {
    files: ['curriculum.docx'],
    load: async (options) => new (await import('../../adapters/exports/docx/docx-exporter.js')).DocxExporter(options),
  },
  markdown: {
    files: ['curriculum.md'],
    load: async (options) =>
      new (await import('../../adapters/exports/markdown/markdown-exporter.js')).MarkdownExporter(options),
  },
  csv: {
    files: ['outcomes.csv', 'hours.csv', 'items.csv'],
    load: async () => new (await import('../../adapters/exports/csv/csv-exporter.js')).CsvExporter(),
  },
  gift: {
    files: ['items.gift'],
    load: async () => new (await import('../../adapters/exports/gift/gift-exporter.js')).GiftExporter(),
  },
  json: {
    files: ['curriculum.json', 'report.json'],
    load: async () => new (await import('../../adapters/exports/json/json-exporter.js')).JsonExporter(),
  },
  jsonld: {
    files: ['course.jsonld'],
    load: async () => new (await import('../../adapters/exports/jsonld/json-ld-exporter.js')).JsonLdExporter(),
  },
}

/** Where and how exports are written. */
interface ExportRun {
  readonly options: ExportOptions
  readonly output: OutputFolder
  /** Aborts the run; its reason is thrown. */
  readonly signal: AbortSignal
  /** Called before each format. */
  readonly onFormat: (format: ExportFormat, done: number, total: number) => void
}

/** The requested formats, or all, with their files. */
export function chosenFormats(requested?: readonly ExportFormat[]): readonly (readonly [ExportFormat, FormatEntry])[] {
  const entries = Object.entries(EXPORTERS) as [ExportFormat, FormatEntry][]
  return entries.filter(([format]) => requested === undefined || requested.includes(format))
}

/** Writes a curriculum in each of the formats. */
export async function writeExports(
  generated: GeneratedCurriculum,
  formats: ReturnType<typeof chosenFormats>,
  { options, output, signal, onFormat }: ExportRun,
): Promise<readonly WrittenFile[]> {
  const written: WrittenFile[] = []
  for (const [index, [format, { files, load }]] of formats.entries()) {
    onFormat(format, index, formats.length)
    const exported = await (await load(options)).export(generated)
    for (const file of exported) {
      signal.throwIfAborted()
      // The output folder was checked for announced names only: another name could overwrite a file.
      if (!files.includes(file.name)) throw unlistedFile(format, file.name)
      await output.write(file)
      written.push({ name: file.name, format, mediaType: file.mediaType, bytes: file.bytes.length })
    }
  }
  return written
}

function unlistedFile(format: ExportFormat, name: string): AppError {
  return new AppError(
    'INTERNAL',
    `the export "${EXPORT_FORMATS[format]}" wrote a file that is not in EXPORTERS: ${name}`,
  )
}
