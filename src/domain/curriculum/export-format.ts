/** The formats that a curriculum is exported in, and what each is for. */
export const EXPORT_FORMATS = {
  markdown: 'one readable Markdown file',
  html: 'one self-contained page to read and print',
  docx: 'a Word document to edit',
  json: 'the neutral form, and the quality report, for programs',
  csv: 'outcomes, hours and items as tables',
  jsonld: 'a schema.org Course, for catalogues and search engines',
  gift: 'the items, for Moodle and other quiz systems',
} as const

/** One of {@link EXPORT_FORMATS}. */
export type ExportFormat = keyof typeof EXPORT_FORMATS
