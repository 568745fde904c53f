import { isGenericTitle } from '../../knowledge/assembly/document-title.js'
import { contentWords } from '../../text/content-words.js'
import { framesFor } from '../language/frames.js'
import { upperFirst } from '../language/phrases.js'
import { type DocumentPart, namesInParts } from './document-part.js'
import { comparedWords, type WordVector } from './likeness.js'
import { sharedConcept, type WordCounts } from './shared-concept.js'
import { firstTitles, generalTitle, isTooGeneral, joinedTitle, plainTitle } from './unit-title.js'

/** The words that make a group: of its parts and rare elsewhere. */
export interface SharedWords {
  /** For people, the most telling first: "soil moisture", "sensor". */
  readonly words: readonly string[]
  readonly title: string
}

const MAX_NAMED = 3
/** The minimum share of the parts that a word of a title is in. */
const IN_TITLES = 0.5
const IN_TEXTS = 0.75

/**
 * Names a group by the words that its titles share and others do not, else by a lesson that introduces
 * the others, all titles, the concept that it is about, or its first titles. Short pages name no group.
 *
 * @param vectors the words of all parts of the program, by part
 * @param counts how often they are used
 */
export function sharedWords(
  parts: readonly DocumentPart[],
  others: readonly DocumentPart[],
  vectors: ReadonlyMap<DocumentPart, WordVector>,
  counts: WordCounts,
  subject: string,
): SharedWords {
  const single = parts[0]
  const words = tellingPhrases(parts, others, vectors)
  if (parts.length === 1 && single !== undefined) return { words, title: plainTitle(single.title) }
  const about = parts.filter(({ title }) => !isGenericTitle(title) && !NO_SUBJECT.test(title))
  const minWords = (SHORT_SHARE * parts.reduce((sum, part) => sum + part.words, 0)) / parts.length
  const long = about.filter((part) => part.words >= minWords)
  const named = long.length < 2 ? about : long
  const common = commonInTitles(named, others, contentWords(subject))
  if (common !== undefined) return { words, title: upperFirst(common) }
  const titled = named.length > 0 ? named : parts
  const title = generalTitle(titled) ?? joinedTitle(titled) ?? sharedConcept(titled, others, counts)
  return { words, title: title ?? firstTitles(titled) }
}

/** A page with a smaller share of the mean words of its group says what comes, not what the group is about. */
const SHORT_SHARE = 0.3
/** The minimum share of the titles of a first unit that name the subject of the program. */
const IN_FIRST_TITLES = 0.75

/** "Introduction to Sociology" if a first unit opens with an introduction and its titles name the subject of the program. */
export function introductionTo(subject: string, parts: readonly DocumentPart[]): string | undefined {
  const [first, ...named] = parts
  const words = contentWords(subject)
  const frames = framesFor(first?.analysis.document.language)
  if (first === undefined || named.length < 2 || frames === undefined || !INTRODUCTION.test(first.title))
    return undefined
  const runs = named.map(({ title }) => runsOf(plainTitle(title)))
  for (const [key, text] of runs[0] ?? []) {
    const share = runs.filter((own) => own.has(key)).length / runs.length
    if (share >= IN_FIRST_TITLES && key.split(' ').every((word) => words.has(word)) && !isTooGeneral(text))
      return `${frames.introduction} ${text}`
  }
  return undefined
}

const INTRODUCTION =
  /^(?:(?:an? |the |general )?(?:introduction|overview|preface)|einleitung|einführung|überblick|introducción)$/i

/** The form of a lesson, not its subject. */
const NO_SUBJECT =
  /^(?:discussions?|diskussion|discusión|frequently asked questions|faqs?|häufige fragen|preguntas frecuentes|questions fréquentes)$/i

/** The longest run of words that at least half of the titles have, and that fewer other titles have. */
function commonInTitles(
  parts: readonly DocumentPart[],
  others: readonly DocumentPart[],
  subject: ReadonlySet<string>,
): string | undefined {
  const titles = parts.map(({ title }) => plainTitle(title))
  const own = titles.map(runsOf)
  const elsewhere = others.map(({ title }) => runsOf(plainTitle(title)))
  let best: { readonly text: string; readonly value: number } | undefined
  for (const runs of own) {
    for (const [key, text] of runs) {
      const share = own.filter((other) => other.has(key)).length / parts.length
      const outside = elsewhere.filter((other) => other.has(key)).length / (others.length || 1)
      const isSubject = key.split(' ').every((word) => subject.has(word))
      // "Classical" alone names nothing.
      const isNamed = key.includes(' ') || titles.some((title) => title.toLowerCase().endsWith(text.toLowerCase()))
      if (
        !isNamed ||
        isTooGeneral(text) ||
        share < IN_TITLES ||
        share * parts.length < 2 ||
        isSubject ||
        outside > share / 3
      )
        continue
      const value = (share - outside) * Math.sqrt(key.split(' ').length)
      if (best === undefined || value > best.value) best = { text, value }
    }
  }
  return best?.text
}

/** The runs of one to four words of a title that start and end with a content word, by their stems. */
function runsOf(title: string): ReadonlyMap<string, string> {
  const runs = new Map<string, string>()
  const words = title.split(/\s+-\s+|[\s:,;()–—/]+/).filter((word) => word !== '')
  const stems = words.map(comparedWords)
  for (const start of words.keys()) {
    if (stems[start]?.length !== 1) continue
    for (let end = start + 1; end <= Math.min(words.length, start + 4); end++) {
      if (stems[end - 1]?.length === 1)
        runs.set(stems.slice(start, end).flat().join(' '), words.slice(start, end).join(' '))
    }
  }
  return runs
}

/** Terms, headings and words of titles that most parts of a group use, the most telling first. */
function tellingPhrases(
  parts: readonly DocumentPart[],
  others: readonly DocumentPart[],
  vectors: ReadonlyMap<DocumentPart, WordVector>,
): readonly string[] {
  const shown = new Map<string, string>()
  for (const { analysis, title } of parts) {
    const headings = analysis.document.sections.flatMap(({ heading }) => (heading === undefined ? [] : [heading.text]))
    for (const text of [...analysis.terms.map(({ term }) => term), title, ...headings]) {
      for (const [key, run] of runsOf(plainTitle(text)))
        if (!shown.has(key) && key.split(' ').length <= 2) shown.set(key, run)
    }
  }
  const scored: { readonly key: string; readonly text: string; readonly value: number }[] = []
  for (const [key, text] of shown) {
    const weights = parts.map((part) => vectors.get(part)?.get(key) ?? 0)
    if (weights.filter((weight) => weight > 0).length / parts.length < IN_TEXTS) continue
    const outside = others.reduce((sum, part) => sum + (vectors.get(part)?.get(key) ?? 0), 0) / (others.length || 1)
    const mean = weights.reduce((sum, weight) => sum + weight, 0) / parts.length
    if (mean > 2 * outside) scored.push({ key, text, value: mean - outside })
  }
  scored.sort((a, b) => b.value - a.value || (a.key < b.key ? -1 : 1))
  const named: { readonly key: string; readonly text: string }[] = []
  for (const one of scored) {
    const isNew = one.key.split(' ').every((word) => !named.some(({ key }) => key.split(' ').includes(word)))
    if (isNew && named.length < MAX_NAMED) named.push(one)
  }
  const names = namesInParts(parts)
  return named.map(({ text }) => withoutHeadline(text, names))
}

/** "Soil Moisture" in running text; names and acronyms stay. */
function withoutHeadline(text: string, names: ReadonlySet<string>): string {
  return text
    .split(' ')
    .map((word) => (/^\p{Lu}\p{Ll}+$/u.test(word) && !names.has(word.toLowerCase()) ? word.toLowerCase() : word))
    .join(' ')
}
