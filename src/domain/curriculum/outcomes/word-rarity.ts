import { contentWords } from '../../text/content-words.js'
import { type DocumentPart, withinPart } from '../outline/document-part.js'

/** How much a word says about the subject of a text: 0 to 1. */
export type WordRarity = (word: string) => number

/**
 * The rarity of words in the paragraphs of some lessons: one that most paragraphs have ("command", "file") distinguishes no
 * subject, one that they do not have is the rarest.
 */
export function rarityIn(parts: readonly DocumentPart[]): WordRarity {
  const paragraphs = parts.flatMap((part) =>
    withinPart(part, part.analysis.document.blocks).flatMap((block) =>
      block.kind === 'paragraph' ? [contentWords(block.text)] : [],
    ),
  )
  const counts = new Map<string, number>()
  for (const words of paragraphs) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  const rarest = Math.log(1 + paragraphs.length)
  return (word) => (paragraphs.length === 0 ? 1 : Math.log(1 + paragraphs.length / (counts.get(word) ?? 1)) / rarest)
}
