import { isGenericTitle } from '../../knowledge/assembly/document-title.js'
import { isProse, rolesAround } from '../../knowledge/document-region.js'
import { contentWords } from '../../text/content-words.js'
import { markupLeftoverIn } from '../../text/text-faults.js'
import { countWords } from '../../text/words.js'
import type { Term } from '../analysis/terms.js'
import { termKey } from '../language/phrases.js'
import { type DocumentPart, textOfPart, withinPart } from '../outline/document-part.js'
import { plainTitle } from '../outline/unit-title.js'

const MAX_TOPICS = 12
const MAX_TERMS = 6
/** Terms and headings beside the titles of the parts, at least. */
const MIN_FURTHER = 4
const MAX_HEADING_WORDS = 6

/** The topics of a unit: the titles of its parts, the terms that most parts use, and headings that name a subject, in order. */
export function topicsOfUnit(parts: readonly DocumentPart[], terms: readonly Term[]): readonly string[] {
  const titles = parts.map(({ title }) => plainTitle(title)).filter((title) => !isGenericTitle(title))
  const known = usedTerms(parts, terms)
  const subjects = contentWords([...titles, ...terms.map(({ term }) => term)].join('\n'))
  const byKey = new Map<string, string>()
  const add = (topic: string) => {
    const key = topic.toLowerCase()
    if (!byKey.has(key) && markupLeftoverIn(topic) === undefined) byKey.set(key, topic)
  }
  for (const title of titles.slice(0, MAX_TOPICS - MIN_FURTHER)) add(title)
  for (const term of known) add(term)
  for (const heading of parts.flatMap(headingsOf)) {
    // "Alphabet Soup" names nothing that the unit teaches.
    const isSubject = [...contentWords(heading)].some((word) => subjects.has(word))
    if (isSubject && countWords(heading) <= MAX_HEADING_WORDS) add(heading)
  }
  return [...byKey.values()].slice(0, MAX_TOPICS)
}

/** The terms that most parts use, most used first. */
function usedTerms(parts: readonly DocumentPart[], terms: readonly Term[]): readonly string[] {
  const texts = parts.map((part) => ` ${termKey(textOfPart(part))} `)
  return terms
    .map(({ term, key }) => {
      const uses = texts.map((text) => text.split(` ${key}`).length - 1)
      const users = uses.filter((count) => count > 0).length
      return { term, users, uses: uses.reduce((sum, count) => sum + count, 0) }
    })
    .sort((a, b) => b.users - a.users || b.uses - a.uses)
    .slice(0, MAX_TERMS)
    .map(({ term }) => term)
}

/** The outer headings of a part as titles. */
function headingsOf(part: DocumentPart): readonly string[] {
  const { document } = part.analysis
  return document.sections
    .filter(({ heading, region }) => heading !== undefined && isProse(rolesAround(document, region)))
    .flatMap(({ heading, level }) => (heading === undefined || level > 3 ? [] : [heading]))
    .filter((heading) => !/[?!]$/.test(heading.text) && withinPart(part, [heading]).length > 0)
    .map(({ text }) => plainTitle(text))
}
