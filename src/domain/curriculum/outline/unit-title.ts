import { countWords } from '../../text/words.js'
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

/** The titles of several parts as one, in at most ten words. */
export function joinedTitle(parts: readonly DocumentPart[]): string {
  const titles = [...new Set(parts.map(({ title }) => plainTitle(title)))]
  const names = namesInParts(parts)
  return joined(titles, names) ?? joined(titles.map(withoutDetail), names) ?? titles[0] ?? 'Untitled'
}

function joined(titles: readonly string[], names: ReadonlySet<string>): string | undefined {
  for (let count = Math.min(3, titles.length); count > 1; count--) {
    const candidate = joinTitles(titles.slice(0, count), names)
    if (
      countWords(candidate) <= MAX_WORDS &&
      !titles.slice(0, count).some((title) => / and |,/.test(title) && count > 2)
    ) {
      return candidate
    }
  }
  return undefined
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

/** "02-data_types" becomes "Data types"; empty for a name without meaning. */
export function folderTitle(folder: string): string | undefined {
  const name = folder.slice(folder.lastIndexOf('/') + 1).replace(/^(?:\p{L}{1,8}[-_ ]?)?\d+[-_. ]*/u, '')
  const words = name.replace(/[-_]+/g, ' ').trim()
  return /\p{L}{3}/u.test(words) &&
    !/^(?:docs?|files?|content|src|lessons?|episodes?|chapters?|units?|notes?)$/i.test(words)
    ? upperFirst(shortened(words))
    : undefined
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
 * @param names the names, in lower case; they keep their capitals
 */
export function joinTitles(titles: readonly string[], names: ReadonlySet<string> = new Set()): string {
  const headlines = titles.some(isHeadline)
  const joined = titles.map((title, index) => {
    const alike = headlines ? toHeadline(title) : index === 0 || isName(title, names) ? title : lowerFirst(title)
    return index === 0 ? alike : alike.replace(/^(?:The|An?) (?=\S)/, (article) => article.toLowerCase())
  })
  const own = joined.map((title) => / and |,/.test(title))
  if (!own.includes(true)) return listOf(joined)
  // "A, B and C" reads as a list; "A and B, C" does not.
  return joined.join(own.indexOf(true) === joined.length - 1 ? ', ' : '; ')
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
