import { oneLine } from '../text/plain-text.js'
/** The passage of a document that supports a statement. */
export interface Citation {
  /** Id of the document: in an export its file name. */
  readonly docId: string
  /** The passage word for word, at least four words. */
  readonly quote: string
  /** Start of the passage in the text of the document, in UTF-16 code units. */
  readonly start: number
  /** The first code unit after the passage. */
  readonly end: number
  /** The headings above it, the outermost first, joined by ` > `. */
  readonly section?: string
}

/** A document as the rules read it. */
export interface SourceDocument {
  readonly id: string
  readonly title: string
  /** The whole text. Offsets of citations refer to it. */
  readonly text: string
  /** Number of words of the text. */
  readonly words: number
  /** The author stated in the document. */
  readonly author?: string
  /** The publication date stated in the document. */
  readonly year?: number
}

/** An entry of the bibliography. */
export interface SourceEntry {
  readonly docId: string
  readonly title: string
  /** The reference in APA 7 form: `Author. (year or n.d.). Title. ...` */
  readonly apa: string
}

const UNKNOWN_AUTHOR = 'Unknown author'

/** The bibliography entry of a document, in APA 7 form: `Author. (year). Title. name of the document.` */
export function sourceEntry({ id, title, author, year }: SourceDocument): SourceEntry {
  const by = ended(oneLine(author ?? '') || UNKNOWN_AUTHOR)
  const named = oneLine(title) || id
  return { docId: id, title: named, apa: `${by} (${year ?? 'n.d.'}). ${ended(named)} ${ended(id)}` }
}

/** Whether `apa` has the form `Author. (year or n.d.). Title. ...` and names the title. */
export function isApaReference(apa: string, title: string): boolean {
  return /^\S[^()]*\. \((?:\d{4}|n\.d\.)\)\. \S.*[.?!]/.test(apa) && apa.includes(`). ${ended(oneLine(title))}`)
}

function ended(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text}.`
}
