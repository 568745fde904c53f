import { DOMParser, type Document, type Element } from '@xmldom/xmldom'
import { DEFAULT_DOCUMENT_LIMITS } from '../../../src/adapters/documents/document-limits.js'
import { ZipArchive } from '../../../src/adapters/documents/docx/zip-archive.js'

/** What XML may not contain although the parser lets it pass. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}|&#|\]\]>|<!/u

/** A paragraph with its style, and its text with line breaks. */
export interface ReadParagraph {
  readonly style: string
  readonly text: string
  readonly element: Element
}

/** A DOCX that is taken apart: every part of it must be well-formed XML. */
export class OpenedDocx {
  readonly names: readonly string[]
  readonly #texts = new Map<string, string>()
  readonly #parts = new Map<string, Document>()

  constructor(bytes: Uint8Array) {
    const archive = new ZipArchive(bytes, DEFAULT_DOCUMENT_LIMITS)
    this.names = archive.names.filter((name) => !name.endsWith('/'))
    const parser = new DOMParser({ onError: refuse })
    for (const name of this.names) {
      const text = archive.read(name)?.toString('utf8') ?? ''
      const found = FORBIDDEN.exec(text)
      if (found !== null) throw new Error(`${name} holds what XML may not, at ${found.index}`)
      this.#texts.set(name, text)
      this.#parts.set(name, parser.parseFromString(text, 'text/xml'))
    }
  }

  text(name: string): string {
    const text = this.#texts.get(name)
    if (text === undefined) throw new Error(`there is no part ${name}`)
    return text
  }

  /** The elements of this name in a part, in order. */
  elements(part: string, name: string): readonly Element[] {
    const document = this.#parts.get(part)
    if (document === undefined) throw new Error(`there is no part ${part}`)
    return [...document.getElementsByTagName(name)]
  }

  /** The values of an attribute of the elements of this name, in order. */
  values(part: string, name: string, attribute = 'w:val'): readonly string[] {
    return this.elements(part, name).flatMap((element) => element.getAttribute(attribute) ?? [])
  }

  paragraphs(part = 'word/document.xml'): readonly ReadParagraph[] {
    return this.elements(part, 'w:p').map((element) => ({
      style: element.getElementsByTagName('w:pStyle')[0]?.getAttribute('w:val') ?? '',
      text: textIn(element),
      element,
    }))
  }

  /** The paragraphs from a heading 1 to the next one. */
  chapter(title: string): readonly ReadParagraph[] {
    const all = this.paragraphs()
    const start = all.findIndex(({ style, text }) => style === 'Heading1' && text === title)
    if (start === -1) throw new Error(`there is no chapter ${title}`)
    const length = all.slice(start + 1).findIndex(({ style }) => style === 'Heading1')
    return all.slice(start + 1, length === -1 ? undefined : start + 1 + length)
  }

  /** The cells of the table with this caption, by row. */
  table(caption: string): readonly (readonly string[])[] {
    const found = this.elements('word/document.xml', 'w:tbl').find(
      (element) => element.getElementsByTagName('w:tblCaption')[0]?.getAttribute('w:val') === caption,
    )
    if (found === undefined) throw new Error(`there is no table ${caption}`)
    return [...found.getElementsByTagName('w:tr')].map((row) =>
      [...row.getElementsByTagName('w:tc')].map((cell) =>
        [...cell.getElementsByTagName('w:p')].map((paragraph) => textIn(paragraph)).join('\n'),
      ),
    )
  }
}

function textIn(paragraph: Element): string {
  return [...paragraph.getElementsByTagName('*')].map(written).join('')
}

function written({ tagName, textContent, parentNode }: Element): string {
  // Word shows a line feed within a text as a space.
  if (tagName === 'w:t') return (textContent ?? '').replaceAll('\n', ' ')
  if (tagName === 'w:br') return '\n'
  // Elsewhere it is a place where tabs stop.
  return tagName === 'w:tab' && parentNode?.nodeName === 'w:r' ? '\t' : ''
}

function refuse(level: 'error' | 'fatalError' | 'warning', message: string): void {
  // The parser takes it for a fault of the encoding; here it stands for what could not be written.
  if (level === 'warning' && message.startsWith('Unicode replacement character')) return
  throw new Error(`${level}: ${message}`)
}
