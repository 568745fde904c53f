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
export const EXPORTERS: { readonly [format in ExportFormat]: FormatEntry } = {
  html: {
    files: ['curriculum.html'],
    load: async () => new (await import('../../adapters/exports/html/html-exporter.js')).HtmlExporter(),
  },
  docx: {
    files: ['curriculum.docx'],
    load: async () => new (await import('../../adapters/exports/docx/docx-exporter.js')).DocxExporter(),
  },
  markdown: {
    files: ['curriculum.md'],
    load: async () => new (await import('../../adapters/exports/markdown/markdown-exporter.js')).MarkdownExporter(),
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
    files: ['curriculum.json', 'quality.json'],
    load: async () => new (await import('../../adapters/exports/json/json-exporter.js')).JsonExporter(),
  },
  jsonld: {
    files: ['course.jsonld'],
    load: async () => new (await import('../../adapters/exports/jsonld/json-ld-exporter.js')).JsonLdExporter(),
  },
}
