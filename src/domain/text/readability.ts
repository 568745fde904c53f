import { sentencesOf } from './split-sentences.js'

/** Syllables of an English word, by its vowel groups. At least 1. */
export function countSyllables(word: string): number {
  const spoken = word.toLowerCase().replace(/(?:[^laeiouy]es|[^td]ed|[^laeiouy]e)$/, (end) => end.charAt(0))
  return Math.max(1, spoken.match(/[aeiouy]+/g)?.length ?? 0)
}

/** The US school grade needed to read the text (Flesch-Kincaid); 0 for a text without words. */
export function readingGrade(texts: readonly string[]): number {
  let sentences = 0
  let words = 0
  let syllables = 0
  for (const text of texts) {
    for (const sentence of sentencesOf(text)) {
      sentences++
      for (const [word] of sentence.matchAll(/\p{L}[\p{L}'’]*/gu)) {
        words++
        syllables += countSyllables(word)
      }
    }
  }
  return words === 0 ? 0 : 0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59
}
