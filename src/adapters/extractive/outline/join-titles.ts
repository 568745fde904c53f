import { listOf, lowerFirst, SMALL_WORDS, upperFirst } from '../language/phrases.js'

/**
 * Several titles as one: "Wireless Networks" and "Cables and sockets" as "Wireless Networks, Cables and Sockets". Written
 * alike, as one hand would, and with no second "and" where a title brings its own.
 *
 * @param names words in small letters that are names, and keep their capital
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

/** Not one of the small words that headlines leave small. */
function isTelling(word: string): boolean {
  return /^\p{L}/u.test(word) && word.length > 3 && !SMALL_WORDS.has(word.toLowerCase())
}
