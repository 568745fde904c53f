import { GERMAN } from './de.js'
import type { Countable, DocumentWords } from './document-words.js'
import { ENGLISH } from './en.js'
import { SPANISH } from './es.js'
import { FRENCH } from './fr.js'

const WORDS: { readonly [code: string]: DocumentWords } = { en: ENGLISH, de: GERMAN, fr: FRENCH, es: SPANISH }

/** The words of documents in the language of a BCP 47 tag; English for languages without words. */
export function wordsFor(tag: string): DocumentWords {
  const code = tag.toLowerCase().split('-')[0] ?? ''
  return Object.hasOwn(WORDS, code) ? (WORDS[code] ?? ENGLISH) : ENGLISH
}

// The names of Intl change with the version of Node, and the same curriculum must give the same bytes everywhere.
/** The name of a language in these words, with its tag if that says more. */
export function languageName(tag: string, { languages }: DocumentWords): string {
  const code = tag.toLowerCase().split('-')[0] ?? ''
  const name = Object.hasOwn(languages, code) ? languages[code] : undefined
  if (name === undefined) return tag
  return code === tag.toLowerCase() ? name : `${name} (${tag})`
}

/** `3 lessons`. */
export function counted(count: number, what: Countable, { nouns, zeroIsSingular }: DocumentWords): string {
  const [one, many] = nouns[what]
  return `${count} ${count === 1 || (count === 0 && zeroIsSingular) ? one : many}`
}
