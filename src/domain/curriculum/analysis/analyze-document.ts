import type { RegionRole } from '../../knowledge/document-region.js'
import type { KnowledgeDocument } from '../../knowledge/knowledge-document.js'
import type { TextSpan } from '../../text/text-span.js'
import { wordsOf } from '../../text/words.js'
import { type Exercise, exercisesOf } from './exercises.js'
import { type Procedure, proceduresOf } from './procedures.js'
import { type Purpose, purposesOf } from './purposes.js'
import { type StatedObjective, statedObjectives } from './stated-objectives.js'
import { type Statement, statementsOf } from './statements.js'
import { type Term, termsOf } from './terms.js'

/** What a document offers to teach. Every list is in reading order. */
export interface DocumentAnalysis {
  readonly document: KnowledgeDocument
  readonly statements: readonly Statement[]
  readonly terms: readonly Term[]
  readonly purposes: readonly Purpose[]
  readonly procedures: readonly Procedure[]
  readonly exercises: readonly Exercise[]
  readonly objectives: readonly StatedObjective[]
  readonly questions: readonly TextSpan[]
  /** Words that are names, in small letters. */
  readonly names: ReadonlySet<string>
}

const analyses = new WeakMap<KnowledgeDocument, DocumentAnalysis>()

/** Analyses a document once for all parts of a curriculum; documents do not change. */
export function analyzeDocument(document: KnowledgeDocument): DocumentAnalysis {
  const known = analyses.get(document)
  if (known !== undefined) return known
  const purposes = purposesOf(document)
  const analysis: DocumentAnalysis = {
    document,
    statements: statementsOf(document, purposes),
    terms: termsOf(document),
    purposes,
    procedures: proceduresOf(document),
    exercises: exercisesOf(document),
    objectives: statedObjectives(document),
    questions: regionEntries(document, 'questions'),
    names: namesOf(document),
  }
  analyses.set(document, analysis)
  return analysis
}

/** Whether the text is English. Material in another language is taught by its structure only. */
export function isEnglishDocument({ language, text }: KnowledgeDocument): boolean {
  return language === undefined
    ? wordsOf(text.slice(0, 2000)).some((word) => word === 'the')
    : /^en(?:-|$)/.test(language)
}

/** The entries of the regions with a role: the items of lists and the sentences of paragraphs. */
function regionEntries(document: KnowledgeDocument, role: RegionRole): readonly TextSpan[] {
  const { blocks, regions, sentences } = document
  return blocks.flatMap((block, index): readonly TextSpan[] => {
    if (block.region === undefined || regions[block.region]?.role !== role) return []
    if (block.kind === 'list') return block.items.filter(({ depth }) => depth === 0)
    return block.kind === 'paragraph' ? sentences.filter((sentence) => sentence.block === index) : []
  })
}

const WORD = /(?<![\p{L}\p{N}])\p{L}[\p{L}'’-]*/gu

/** The words, in small letters, that a document writes with a capital within its sentences: names. */
function namesOf({ sentences, marks }: KnowledgeDocument): ReadonlySet<string> {
  const code = new Set(marks.filter(({ kind }) => kind === 'code').map(({ start }) => start))
  const balance = new Map<string, number>()
  for (const { text, start } of sentences) {
    for (const { 0: word, index } of text.matchAll(WORD)) {
      // The case of the first word says nothing: a sentence starts with a capital, a command usually does not.
      if (index === 0 || code.has(start + index)) continue
      const lower = word.toLowerCase()
      balance.set(lower, (balance.get(lower) ?? 0) + (word === lower ? -1 : 1))
    }
  }
  return new Set([...balance].filter(([, count]) => count > 0).map(([word]) => word))
}
