import { type Citation, contentWords } from '../../../domain/curriculum/index.js'
import type { KnowledgeDocument } from '../../../domain/knowledge/index.js'
import { upperFirst } from '../language/phrases.js'
import { asSentence } from './as-sentence.js'
import { cite } from './cite.js'
import type { Purpose } from './purposes-of.js'
import { isProse, rolesAround } from './region-roles.js'
import { selfContainment } from './statement-form.js'

/** A sentence that says something of the subject and can be understood without any other. */
export interface Statement {
  readonly text: string
  readonly citation: Citation
  readonly words: ReadonlySet<string>
  readonly start: number
  /** Whether the author of the document named it as a point to take away. */
  readonly marked: boolean
  /** How well it stands on its own, above 0, to 1. */
  readonly selfContained: number
}

/** The statements of a document, in reading order. */
export function statementsOf(document: KnowledgeDocument, purposes: readonly Purpose[]): readonly Statement[] {
  const statements: Statement[] = []
  const seen = new Set<string>()
  const code = new Set(document.marks.filter(({ kind }) => kind === 'code').map(({ start }) => start))
  for (const sentence of document.sentences) {
    const block = document.blocks[sentence.block]
    if (block === undefined || block.kind === 'heading' || block.kind === 'code') continue
    const roles = rolesAround(document, block.region)
    const marked = roles[0] === 'key-points' || roles[0] === 'summary'
    if (!marked && !isProse(roles)) continue
    const text = asSentence(sentenceText(sentence.text, marked, code.has(sentence.start)), document, purposes)
    if (text === undefined) continue
    const selfContained = selfContainment(text)
    // A list entry without a verb is no sentence, whatever its full stop says.
    if (selfContained <= (block.kind === 'paragraph' || marked ? 0 : 0.5) || seen.has(text)) continue
    const citation = cite(document, sentence)
    if (citation === undefined) continue
    seen.add(text)
    statements.push({ text, citation, words: contentWords(text), start: sentence.start, marked, selfContained })
  }
  return statements
}

/** On one line; a point to take away is a sentence even where its full stop was left out. */
function sentenceText(text: string, marked: boolean, opensWithCode: boolean): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return marked && /[\p{L}\p{N})]$/u.test(line) ? `${opensWithCode ? line : upperFirst(line)}.` : line
}
