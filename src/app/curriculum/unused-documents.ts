import type { Curriculum, UnusedDocument } from '../../domain/curriculum/index.js'
import type { KnowledgeDocument } from '../../domain/knowledge/index.js'

/** A document below this can hardly carry a statement and a question on it. */
const FEW_WORDS = 60

/** The documents that nothing cites and no lesson reads, in the order of the material, with the likeliest reason. */
export function unusedDocuments(
  curriculum: Curriculum,
  documents: readonly KnowledgeDocument[],
): readonly UnusedDocument[] {
  const used = usedDocuments(curriculum)
  const texts = new Map<string, string>()
  return documents.flatMap((document) => {
    const { id, text } = document
    const twin = texts.get(text)
    if (twin === undefined) texts.set(text, id)
    if (used.has(id)) return []
    return [{ docId: id, reason: reasonOf(document, curriculum.program.language, twin) }]
  })
}

function usedDocuments({ program, units, items, skillBook }: Curriculum): ReadonlySet<string> {
  const cited = [
    ...program.outcomes,
    ...units.flatMap(({ outcomes, keyPoints, glossary }) => [...outcomes, ...keyPoints, ...glossary]),
    ...items,
    ...skillBook,
  ].flatMap(({ citations }) => citations)
  const read = units.flatMap(({ lessons }) => lessons.flatMap(({ readings }) => readings))
  return new Set([...cited, ...read].map(({ docId }) => docId))
}

function reasonOf({ words, sentences, language }: KnowledgeDocument, wanted: string, twin: string | undefined): string {
  if (twin !== undefined) return `the same text as ${JSON.stringify(twin)}`
  if (sentences.length === 0) return `no sentences, only headings, code or tables (${words} words)`
  if (language !== undefined && base(language) !== base(wanted)) return `its language is ${language}, not ${wanted}`
  if (words < FEW_WORDS) return `too little text (${words} words)`
  return 'nothing in it that could be taught or asked on its own'
}

function base(language: string): string {
  return language.toLowerCase().split('-')[0] ?? ''
}
