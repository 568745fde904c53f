import {
  assembleDocument,
  type DocumentDraft,
  type DocumentFormat,
  type KnowledgeDocument,
} from '../../domain/knowledge/index.js'
import type { DocumentFile } from '../../ports/knowledge/index.js'
import { detectFormat } from './detect-format.js'
import { detectLanguage } from './detect-language.js'
import { assertSize, type DocumentLimits } from './document-limits.js'
import { DocumentReadError, loadModule, toAppError } from './document-read-error.js'
import { listLinks } from './links/list-links.js'

/** Converts the content of a file to a draft. `text` is the decoded content; it is empty for a binary format. */
type FormatReader = (
  file: { readonly bytes: Uint8Array; readonly text: string },
  limits: DocumentLimits,
) => Promise<DocumentDraft>

/**
 * The reader of each format. To add a format:
 *
 * 1. Add its name to `DOCUMENT_FORMATS` in `src/domain/knowledge/knowledge-document.ts`.
 * 2. Recognise its content in `detect-format.ts`, or in `binary-signatures.ts`.
 * 3. Write the reader in a folder of its own, and add it here. A reader is loaded with the first file of its format.
 * 4. Add a file of the format to `test/support/documents/lesson-files.ts`.
 *
 * What a reader returns is a `DocumentDraft`: blocks in reading order. The domain derives sections, sentences and
 * definitions from it.
 */
const READERS: { readonly [format in DocumentFormat]: FormatReader } = {
  markdown: async ({ text }) => (await loadModule(import('./markdown/read-markdown.js'))).readMarkdown(text),
  html: async ({ text }) => (await loadModule(import('./html/read-html.js'))).readHtml(text),
  text: async ({ text }) => (await loadModule(import('./text/read-text.js'))).readText(text),
  docx: async ({ bytes }, limits) => (await loadModule(import('./docx/read-docx.js'))).readDocx(bytes, limits),
  pptx: async ({ bytes }, limits) => (await loadModule(import('./pptx/read-pptx.js'))).readPptx(bytes, limits),
  notebook: async ({ text }) => (await loadModule(import('./notebook/read-notebook.js'))).readNotebook(text),
  asciidoc: async ({ text }) => (await loadModule(import('./asciidoc/read-asciidoc.js'))).readAsciidoc(text),
  rst: async ({ text }) => (await loadModule(import('./rst/read-rst.js'))).readRst(text),
  pdf: async ({ bytes }, limits) => (await loadModule(import('./pdf/read-pdf.js'))).readPdf(bytes, limits),
}

/**
 * Reads one file in the current thread. All limits apply except those on time and memory: use a
 * `ThreadedDocumentReader` for files that are not trusted.
 *
 * @throws AppError see `DocumentReader.read`
 */
export async function readDocument({ name, bytes }: DocumentFile, limits: DocumentLimits): Promise<KnowledgeDocument> {
  try {
    assertSize(bytes, limits)
    const { format, text } = detectFormat(name, bytes)
    const document = withLanguage(await assembled(name, format, { bytes, text }, limits))
    if (document.words === 0) throw new DocumentReadError('no-text')
    if (document.text.length > limits.characters) {
      throw new DocumentReadError('too-much-text', `${document.text.length} characters, at most ${limits.characters}`)
    }
    return document
  } catch (error) {
    throw toAppError(name, error)
  }
}

/** Authors rarely state the language; then the words tell. */
export function withLanguage(document: KnowledgeDocument): KnowledgeDocument {
  const language = document.language ?? detectLanguage(document)
  return language === undefined ? document : { ...document, language }
}

async function assembled(
  name: string,
  format: DocumentFormat,
  file: { readonly bytes: Uint8Array; readonly text: string },
  limits: DocumentLimits,
): Promise<KnowledgeDocument> {
  if (/\.ya?ml$/i.test(name)) {
    const { readContentsFile } = await loadModule(import('./links/read-contents-file.js'))
    const contents = readContentsFile(name, file.text)
    if (contents !== undefined) return { ...assembleDocument(name, contents.draft), links: contents.links }
  }
  const document = assembleDocument(name, await READERS[format](file, limits))
  const links = listLinks(name, format, file.text)
  return links === undefined ? document : { ...document, links }
}
