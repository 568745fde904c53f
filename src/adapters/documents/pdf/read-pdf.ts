import type { DocumentDraft } from '../../../domain/knowledge/index.js'
import type { DocumentLimits } from '../document-limits.js'
import { DocumentReadError, loadModule } from '../document-read-error.js'
import { statedTitle } from '../stated-title.js'
import { assertPages, checkStreams } from './check-streams.js'
import { orderColumns } from './pdf-columns.js'
import { pdfToDraft } from './pdf-layout.js'
import { type PdfItem, type PdfLine, rowsOfPage } from './pdf-lines.js'
import { withoutRunningHeads } from './running-heads.js'

/** Reads a PDF: its text by page, with headings and lists where the typography shows them. */
export async function readPdf(bytes: Uint8Array, limits: DocumentLimits): Promise<DocumentDraft> {
  checkStreams(bytes, limits)
  const { getDocumentProxy, getResolvedPDFJS } = await loadModule(import('unpdf'))
  await loadModule(getResolvedPDFJS())
  // The engine transfers the bytes away from the caller, so it gets a copy. The options prevent eval and fetching.
  const data = Uint8Array.from(bytes)
  const options = { verbosity: 0, isEvalSupported: false, useSystemFonts: false, disableFontFace: true }
  const pdf = await getDocumentProxy(data, options).catch((error: unknown) => {
    const locked = error instanceof Error && error.name === 'PasswordException'
    throw new DocumentReadError(locked ? 'encrypted' : 'malformed', undefined, { cause: error })
  })
  try {
    assertPages(pdf.numPages, limits)
    const pages: (readonly PdfLine[])[] = []
    let characters = 0
    for (let number = 1; number <= pdf.numPages; number++) {
      const page = await pdf.getPage(number)
      const { items, styles } = await page.getTextContent()
      const isMono = (font: string) => styles[font]?.fontFamily === 'monospace'
      const runs = items.flatMap((item: object): PdfItem[] => (isItem(item) ? [item] : []))
      const lines = orderColumns(rowsOfPage(number, runs, isMono))
      pages.push(lines)
      characters += lines.reduce((sum, { text }) => sum + text.length, 0)
      if (characters > limits.characters) throw new DocumentReadError('too-much-text')
      page.cleanup()
    }
    const { info } = await pdf.getMetadata()
    return { ...readMetadata(info), format: 'pdf', blocks: pdfToDraft(withoutRunningHeads(pages)) }
  } finally {
    await pdf.destroy()
  }
}

/** The content of a page includes structure marks, which are not text. */
function isItem(item: object): item is PdfItem {
  return 'str' in item
}

function readMetadata(info: object): Pick<DocumentDraft, 'title' | 'author' | 'date' | 'language'> {
  const text = (name: string): string | undefined => {
    const value: unknown = Reflect.get(info, name)
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
  }
  const title = statedTitle(text('Title'))
  const author = text('Author')
  const date = text('CreationDate')?.replace(/^D:/, '').slice(0, 4)
  const language = text('Language')
  return {
    ...(title === undefined ? {} : { title }),
    ...(author === undefined ? {} : { author }),
    ...(date === undefined ? {} : { date }),
    ...(language === undefined ? {} : { language }),
  }
}
