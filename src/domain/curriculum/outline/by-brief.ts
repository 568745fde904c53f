import type { KnowledgeDocument } from '../../knowledge/knowledge-document.js'
import { nearestName } from '../../platform/nearest-name.js'
import { contentWords, WordWeights, wordsOfAll } from '../../text/content-words.js'
import type { BriefUnit, Program } from '../program.js'
import { type ProgramProblem, programError } from '../read-program.js'
import type { Group, Grouping } from './arrangement.js'
import { type DocumentPart, partOfSection, partsOfDocument, textOfPart } from './document-part.js'

const BY_BRIEF = { reason: 'as the brief says', confidence: 1 } as const
const BY_TITLE = { reason: 'the documents that are most like the title in the brief', confidence: 0.6 } as const

/**
 * The units of a brief with their documents. Documents that no unit names are left out, unless a unit names none: it
 * gets those that are most like its title.
 *
 * @throws AppError `INVALID_PROGRAM` for documents that do not exist and units without any
 */
export function groupByBrief(
  outline: readonly BriefUnit[],
  documents: readonly KnowledgeDocument[],
  taught: readonly KnowledgeDocument[],
): Grouping {
  const { parts, problems } = namedParts(outline, documents)
  const filled = fillOpenUnits(outline, parts, taught)
  for (const [index, own] of filled.entries()) {
    if (own.length === 0 && outline[index]?.documents === undefined)
      problems.push({ pointer: `/outline/${index}`, expected: 'documents: no document is like the title' })
  }
  if (problems.length > 0) throw programError(problems, 'outline')
  const groups = outline.map(({ title, hours, documents: named }, index): Group => {
    const placement = named === undefined ? BY_TITLE : BY_BRIEF
    return { title, parts: filled[index] ?? [], placement, ...(hours === undefined ? {} : { hours }) }
  })
  return { groups, ...BY_BRIEF }
}

/** @throws AppError `INVALID_PROGRAM` if the outline of the brief names documents that do not exist */
export function checkOutline({ outline = [] }: Program, documents: readonly KnowledgeDocument[]): void {
  const { problems } = namedParts(outline, documents)
  if (problems.length > 0) throw programError(problems, 'outline')
}

function namedParts(
  outline: readonly BriefUnit[],
  documents: readonly KnowledgeDocument[],
): { readonly parts: readonly (readonly DocumentPart[])[]; readonly problems: ProgramProblem[] } {
  const problems: ProgramProblem[] = []
  const taken = new Map<string, string>()
  const parts = outline.map(({ documents: names = [] }, unit) =>
    names.flatMap((name, index): readonly DocumentPart[] => {
      const pointer = `/outline/${unit}/documents/${index}`
      const found = partsNamed(name, documents)
      if (typeof found === 'string') {
        problems.push({ pointer, expected: found })
        return []
      }
      return found.filter((part) => {
        const key = `${part.analysis.document.id}\n${part.start}\n${part.end}`
        const before = taken.get(key)
        if (before === undefined) taken.set(key, pointer)
        // A folder leaves out what a unit has already named.
        else if (!name.endsWith('/'))
          problems.push({ pointer, expected: `each document once: ${JSON.stringify(name)} is also in ${before}` })
        return before === undefined
      })
    }),
  )
  return { parts, problems }
}

/** The parts of a name, or what is expected instead. */
function partsNamed(name: string, documents: readonly KnowledgeDocument[]): readonly DocumentPart[] | string {
  const whole = documents.find(({ id }) => id === name)
  if (whole !== undefined) return partsOfDocument(whole, documents.length)
  const folder = name.endsWith('/') ? name : `${name}/`
  const inside = documents.filter(({ id }) => id.startsWith(folder))
  if (inside.length > 0) return inside.flatMap((document) => partsOfDocument(document, documents.length))
  const hash = name.indexOf('#')
  const document = hash < 0 ? undefined : documents.find(({ id }) => id === name.slice(0, hash))
  if (document !== undefined) {
    const heading = name.slice(hash + 1)
    const headings = document.sections.flatMap((section) => section.heading?.text ?? [])
    const part = partOfSection(document, heading)
    return part === undefined ? `a heading of ${document.id}${nearest(heading, headings)}` : [part]
  }
  const folders = documents.flatMap(({ id }) => (id.includes('/') ? [id.slice(0, id.lastIndexOf('/') + 1)] : []))
  return `a document, a folder or a section of the material${nearest(name, [...documents.map(({ id }) => id), ...folders])}`
}

function nearest(name: string, names: readonly string[]): string {
  const lower = names.map((one) => one.toLowerCase())
  const base = name.slice(name.lastIndexOf('/') + 1).toLowerCase()
  const close = nearestName(name.toLowerCase(), lower)
  // The right file in the wrong folder.
  const index = close === undefined ? lower.findIndex((one) => one.endsWith(`/${base}`)) : lower.indexOf(close)
  return index < 0 ? '' : `; did you mean ${names[index]}?`
}

/** Gives each document that is not named to the unit without documents whose title it is most like. */
function fillOpenUnits(
  outline: readonly BriefUnit[],
  named: readonly (readonly DocumentPart[])[],
  taught: readonly KnowledgeDocument[],
): readonly (readonly DocumentPart[])[] {
  const open = outline.flatMap(({ documents }, index) => (documents === undefined ? [index] : []))
  const used = new Set(named.flat().map(({ analysis }) => analysis.document))
  const free = taught
    .filter((document) => !used.has(document))
    .flatMap((document) => partsOfDocument(document, taught.length))
  const filled = named.map((parts) => [...parts])
  const titles = open.map((index) => contentWords(outline[index]?.title ?? ''))
  const words = free.map((part) => wordsOfAll([part.title, textOfPart(part)]))
  const weights = new WordWeights(words)
  for (const [at, part] of free.entries()) {
    const own = contentWords(part.title)
    const scores = titles.map(
      (title) => weights.similarity(title, words[at] ?? new Set()) + 2 * weights.similarity(title, own),
    )
    const best = scores.reduce((a, score, index) => (score > (scores[a] ?? 0) ? index : a), 0)
    if ((scores[best] ?? 0) > 0) filled[open[best] ?? 0]?.push(part)
  }
  return filled
}
