import type { ExportFormat } from '../../domain/curriculum/index.js'
import type { CurriculumExporter } from '../../ports/index.js'

/** How a format is written. */
export interface FormatEntry {
  /** The names of its files. */
  readonly files: readonly string[]
  /** What it takes is loaded for whoever wants the format, and for nobody else. */
  readonly load: () => Promise<CurriculumExporter>
}

/** Every format, the one to look at first first. */
export const EXPORTERS: { readonly [format in ExportFormat]?: FormatEntry } = {
  html: {
    files: ['curriculum.html'],
    load: async () => new (await import('../../adapters/exports/html/html-exporter.js')).HtmlExporter(),
  },
}
