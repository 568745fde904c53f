import type { SourceDocument } from './source-document.js'
import type { SourceEntry } from './source-entry.js'

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

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
