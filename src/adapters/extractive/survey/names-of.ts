import type { KnowledgeDocument } from '../../../domain/knowledge/index.js'

const WORD = /(?<![\p{L}\p{N}])\p{L}[\p{L}'’-]*/gu

/** The words, in small letters, that a document writes with a capital within its sentences: names. */
export function namesOf({ sentences, marks }: KnowledgeDocument): ReadonlySet<string> {
  const code = new Set(marks.filter(({ kind }) => kind === 'code').map(({ start }) => start))
  const balance = new Map<string, number>()
  for (const { text, start } of sentences) {
    for (const { 0: word, index } of text.matchAll(WORD)) {
      // The first word of a sentence is large, and that of a command small, whatever they are.
      if (index === 0 || code.has(start + index)) continue
      const lower = word.toLowerCase()
      balance.set(lower, (balance.get(lower) ?? 0) + (word === lower ? -1 : 1))
    }
  }
  return new Set([...balance].filter(([, count]) => count > 0).map(([word]) => word))
}
