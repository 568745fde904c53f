import type { DocumentDraft } from '../../../domain/knowledge/index.js'
import type { DocumentLimits } from '../document-limits.js'
import { loaded } from '../loaded.js'
import { Refusal } from '../refusals.js'
import { assertPages, checkStreams } from './check-streams.js'
import { blocksOfLines } from './pdf-layout.js'
import { linesOfPage, type PdfItem, type PdfLine } from './pdf-lines.js'
import { withoutRunningHeads } from './running-heads.js'

// What programs put in for want of a title.
const NO_TITLE = /^(?:untitled|document\d*|microsoft word - .*|.*\.(?:docx?|pdf|tex|indd|odt))$/i

/** A PDF: its text, page by page, with headings and lists as far as its typography shows them. */
export async function readPdf(bytes: Uint8Array, limits: DocumentLimits): Promise<DocumentDraft> {
  checkStreams(bytes, limits)
  const { getDocumentProxy, getResolvedPDFJS } = await loaded(import('unpdf'))
  await loaded(getResolvedPDFJS())
  // The engine takes the bytes away from who passes them. Nothing in a file is ever compiled or fetched.
  const data = Uint8Array.from(bytes)
  const options = { verbosity: 0, isEvalSupported: false, useSystemFonts: false, disableFontFace: true }
  const pdf = await getDocumentProxy(data, options).catch((error: unknown) => {
    const locked = error instanceof Error && error.name === 'PasswordException'
    throw new Refusal(locked ? 'encrypted' : 'malformed', undefined, { cause: error })
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
      const lines = linesOfPage(number, runs, isMono)
      pages.push(lines)
      characters += lines.reduce((sum, { text }) => sum + text.length, 0)
      if (characters > limits.characters) throw new Refusal('too-much-text')
      page.cleanup()
    }
    const { info } = await pdf.getMetadata()
    return { ...factsOf(info), format: 'pdf', blocks: blocksOfLines(withoutRunningHeads(pages)) }
  } finally {
    await pdf.destroy()
  }
}

/** Beside text a page has marks of its structure. */
function isItem(item: object): item is PdfItem {
  return 'str' in item
}

function factsOf(info: object): Pick<DocumentDraft, 'title' | 'author' | 'date' | 'language'> {
  const fact = (name: string): string | undefined => {
    const value: unknown = Reflect.get(info, name)
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
  }
  const title = fact('Title')
  const author = fact('Author')
  const date = fact('CreationDate')?.replace(/^D:/, '').slice(0, 4)
  const language = fact('Language')
  return {
    ...(title === undefined || NO_TITLE.test(title) ? {} : { title }),
    ...(author === undefined ? {} : { author }),
    ...(date === undefined ? {} : { date }),
    ...(language === undefined ? {} : { language }),
  }
}
