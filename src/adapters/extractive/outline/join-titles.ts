import { listOf, SMALL_WORDS, upperFirst } from '../language/phrases.js'

/**
 * Several titles as one: "Wireless Networks" and "Cables and sockets" as "Wireless Networks, Cables and Sockets". Written
 * alike, as one hand would, and with no second "and" where a title brings its own.
 */
export function joinTitles(titles: readonly string[]): string {
  const alike = titles.some(isHeadline) ? titles.map(toHeadline) : titles
  const joined = alike.map((title, index) => (index === 0 ? title : title.replace(/^(?:the|an?) (?=\S)/i, '')))
  const own = joined.map((title) => / and |,/.test(title))
  if (!own.includes(true)) return listOf(joined)
  // "A, B and C" reads as a list; "A and B, C" does not.
  return joined.join(own.indexOf(true) === joined.length - 1 ? ', ' : '; ')
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
