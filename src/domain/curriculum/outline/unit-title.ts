import { countWords } from '../../text/words.js'
import { framesFor } from '../language/frames.js'
import { listOf, lowerFirst, upperFirst, withoutEnd } from '../language/phrases.js'
import { SMALL_WORDS } from '../language/titles.js'
import { type DocumentPart, namesInParts } from './document-part.js'

const MAX_WORDS = 10

/** A numbered label before a title: "Lab 1:", "Day 2 -". */
const LABEL =
  /^(?:activity|class|day|exercise|lab(?:oratory)?|lecture|meeting|practical|project|session|task|topic|tutorial|workshop) \d+(?:[.-]\d+)*\s*[.):–—-]+\s+(?=\S)/i

/** A heading as a title: without number, question mark and label. */
export function plainTitle(heading: string): string {
  const bare = lowered(withoutPictures(heading))
    .replace(
      /^(?:(?:chapter|ch|unit|lesson|part|section|module|episode|appendix|week|step)\.? ?)?\d+(?:[.-]\d+)*[.):\s–—-]+/i,
      '',
    )
    .replace(LABEL, '')
    .replace(/^[A-Za-z]{3,20}: (?=.{4})/, '')
    .replace(/[`*_#]/g, '')
  const asked =
    /^what (?:is|are) (?:an? |the )?(.+?)\?*$/i.exec(bare)?.[1] ??
    /^how (?:do|can|should|does|would) (?:i|we|you|one) (.+?)\?*$/i.exec(bare)?.[1]
  const title = withoutEnd(asked ?? bare.replace(/\?+$/, ''))
  return upperFirst(shortened(title || withoutEnd(heading) || 'Untitled'))
}

/** The title of the first part if it announces an overview of the others: "Overview of Anatomy and Physiology". */
export function generalTitle([first]: readonly DocumentPart[]): string | undefined {
  const title = plainTitle(first?.title ?? '')
  return OVERVIEW.test(title) ? title : undefined
}

const OVERVIEW =
  /^(?:(?:an? )?(?:introduction to|overview of|foundations of|fundamentals of)|einführung in|grundlagen (?:der|des|von)|introduction (?:à|au|aux)|introducción al?|fundamentos de) \p{L}/iu

/** All titles of several parts as one; `undefined` if they have more than ten words. */
export function joinedTitle(parts: readonly DocumentPart[]): string | undefined {
  const titles = [...new Set(parts.map(({ title }) => plainTitle(title)))]
  return [titles, titles.map(withoutDetail)]
    .map((some) => joinTitles(some, namesInParts(parts), framesFor(parts[0]?.analysis.document.language)?.and))
    .find((title) => countWords(title) <= MAX_WORDS)
}

/** As many of the titles as ten words hold, the first ones first: "Cables, Sockets and Plugs". The lessons say the others. */
export function firstTitles(parts: readonly DocumentPart[]): string {
  const titles = [...new Set(parts.map(({ title }) => withoutDetail(plainTitle(title))))]
  const and = framesFor(parts[0]?.analysis.document.language)?.and
  const join = (some: readonly string[]) => joinTitles(some, namesInParts(parts), and)
  const kept: string[] = []
  for (const title of titles) {
    if (kept.length === 0 || countWords(join([...kept, title])) <= MAX_WORDS) kept.push(title)
  }
  return join(kept)
}

/** Words that many subjects share: alone they name none. */
const TOO_GENERAL =
  /^(?:data|introductions?|intro|basics?|fundamentals?|foundations?|overview|use|uses|using|usage|work|working|information|examples?|concepts?|topics?|terms?|things?|methods?|types?|ways?|tools?|systems?|process(?:es)?|problems?|advanced|daten|einführung|grundlagen|überblick|beispiele?|arbeiten|données|bases?|notions?|exemples?|datos|conceptos?|fundamentos|ejemplos?)$/i

/** Whether a phrase has no word that names a subject. */
export function isTooGeneral(phrase: string): boolean {
  return phrase.split(' ').every((word) => TOO_GENERAL.test(word))
}

/** "Backups: what, when and where to" as "Backups". */
function withoutDetail(title: string): string {
  return /^(.{4,}?)(?:[:(]| [–—-] )/u.exec(title)?.[1]?.trim() ?? title
}

/** On one line, without emoji: a title is read aloud, too. */
function withoutPictures(heading: string): string {
  return heading
    .replace(/(?![©®™])\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\uFE0F|\u200D)*/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/ (?=[:,;.!?])/g, '')
    .trim()
}

/** Words in the names of folders that say how files are kept, not what they teach. */
const TECHNICAL =
  /^(?:_?(?:docs?|documents?|files?|contents?|src|source|lessons?|episodes?|chapters?|units?|modules?|sections?|topics?|parts?|pages?|posts?|notes?|notebooks?|slides?|lectures?|sessions?|weeks?|days?|learners?|students?|instructors?|teachers?|profiles?|extras?|appendi(?:x|ces)|materials?|resources?|assets?|static|public|main|book|text|course|curriculum|tutorials?|guides?|readings?|markdown|md|html|ipynb|en|de|fr|es|lektionen|kapitel|einheiten|skript|chapitres?|leçons?|cours|capítulos?|lecciones|curso))$/i

/** "02-data_types" becomes "Data types", "02_Day_Strings" "Strings"; `undefined` for a name without a subject. */
export function folderTitle(folder: string): string | undefined {
  const name = folder
    .slice(folder.lastIndexOf('/') + 1)
    .replace(
      /^(?:\p{L}{1,8}[-_ ]?)?\d+[-_. ]*(?:(?:day|week|lesson|chapter|unit|module|part|session)[-_ ]+(?=\p{L}))?/iu,
      '',
    )
  const words = name.replace(/[-_]+/g, ' ').trim()
  const isTechnical = words.split(' ').every((word) => TECHNICAL.test(word))
  return /\p{L}{3}/u.test(words) && !isTechnical ? upperFirst(shortened(words)) : undefined
}

/** A title with its words as texts write them, if they do so with capitals: "Html" as "HTML", "Junit" as "JUnit". */
export function asTextsWrite(title: string, texts: readonly string[]): string {
  const all = texts.join('\n')
  return title.replace(/\p{L}{2,}/gu, (word) => {
    const forms = new Map<string, number>()
    for (const [form] of all.matchAll(new RegExp(`(?<![\\p{L}\\p{N}./_-])${word}(?![\\p{L}\\p{N}/_-])`, 'giu')))
      forms.set(form, (forms.get(form) ?? 0) + 1)
    const [[most] = [word]] = [...forms].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    return /^\P{Lu}*$/u.test(most.slice(1)) ? word : most
  })
}

/** Converts a heading of several words in capitals to lower case; a single acronym stays. */
function lowered(heading: string): string {
  const isLoud = heading.includes(' ') && /\p{Lu}{4}/u.test(heading) && !/\p{Ll}/u.test(heading)
  return isLoud ? upperFirst(heading.toLowerCase()) : heading
}

function shortened(title: string): string {
  const words = title.split(' ')
  if (words.length <= MAX_WORDS) return title
  const cut = words.slice(0, MAX_WORDS)
  while (
    cut.length > 1 &&
    /^(?:a|an|and|as|at|by|for|from|in|of|on|or|that|the|to|with|is|are|you|your)$/i.test(cut.at(-1) ?? '')
  ) {
    cut.pop()
  }
  return withoutEnd(cut.join(' '))
}

/**
 * Several titles as one: "Wireless Networks" and "Cables and sockets" as "Wireless Networks, Cables and Sockets". Written
 * consistently, and without a second "and" if a title contains one.
 *
 * @param word between the last two
 * @param names the names, in lower case; they keep their capitals
 */
export function joinTitles(titles: readonly string[], names: ReadonlySet<string> = new Set(), word = 'and'): string {
  const headlines = titles.some(isHeadline)
  const joined = titles.map((title, index) => {
    const alike = headlines ? toHeadline(title) : index === 0 || isName(title, names) ? title : lowerFirst(title)
    return index === 0 ? alike : alike.replace(/^(?:The|An?) (?=\S)/, (article) => article.toLowerCase())
  })
  if (word === ',') return joined.join(', ')
  const own = joined.map((title) => title.includes(` ${word} `) || title.includes(','))
  if (!own.includes(true)) return listOf(joined, word)
  // A second "and" would not say what belongs together.
  return joined.join(', ')
}

function isName(title: string, names: ReadonlySet<string>): boolean {
  return names.has(/^[\p{L}\p{N}'’-]+/u.exec(title)?.[0].toLowerCase() ?? '')
}

/** Whether a title has capitals throughout, as headlines do: "Setting Up a Router". */
function isHeadline(title: string): boolean {
  const later = title
    .split(' ')
    .slice(1)
    .filter((word) => isTelling(word))
  return later.length > 0 && later.every((word) => /^\P{Ll}/u.test(word))
}

function toHeadline(title: string): string {
  return title
    .split(' ')
    .map((word, index) => (index > 0 && isTelling(word) && /^\p{Ll}+$/u.test(word) ? upperFirst(word) : word))
    .join(' ')
}

/** Whether a headline capitalises the word. */
function isTelling(word: string): boolean {
  return /^\p{L}/u.test(word) && word.length > 3 && !SMALL_WORDS.has(word.toLowerCase())
}
