import { assembleDocument, type DocumentDraft, type KnowledgeDocument } from '../../domain/knowledge/index.js'
import type { DocumentFile } from '../../ports/knowledge/index.js'
import { detectFormat } from './decode/detect-format.js'
import type { DocumentLimits } from './document-limits.js'
import { loaded } from './loaded.js'
import { assertSize, Refusal, refusalOf } from './refusals.js'

/**
 * Reads one file in this thread. Bounded in what it takes in and inflates, but not in time: who cannot trust the file
 * reads it by a `ThreadedDocumentReader`.
 *
 * @throws AppError as `DocumentReader.read` says
 */
export async function readDocument(file: DocumentFile, limits: DocumentLimits): Promise<KnowledgeDocument> {
  try {
    assertSize(file.bytes, limits)
    const document = assembleDocument(file.name, await draftOf(file, limits))
    if (document.words === 0) throw new Refusal('no-text')
    if (document.text.length > limits.characters) {
      throw new Refusal('too-much-text', `${document.text.length} characters, at most ${limits.characters}`)
    }
    return document
  } catch (error) {
    throw refusalOf(file.name, error)
  }
}

// What reads a format is loaded when the first file of that format comes.
async function draftOf({ name, bytes }: DocumentFile, limits: DocumentLimits): Promise<DocumentDraft> {
  const file = detectFormat(name, bytes)
  switch (file.format) {
    case 'markdown':
      return (await loaded(import('./markdown/read-markdown.js'))).readMarkdown(file.text)
    case 'html':
      return (await loaded(import('./html/read-html.js'))).readHtml(file.text)
    case 'text':
      return (await loaded(import('./plain/read-text.js'))).readText(file.text)
    case 'docx':
      return (await loaded(import('./docx/read-docx.js'))).readDocx(bytes, limits)
    case 'pdf':
      return (await loaded(import('./pdf/read-pdf.js'))).readPdf(bytes, limits)
  }
}
