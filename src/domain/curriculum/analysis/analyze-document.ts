import type { RegionRole } from '../../knowledge/document-region.js'
import type { KnowledgeDocument } from '../../knowledge/knowledge-document.js'
import type { EnglishTagger } from '../../text/tagged-text.js'
import type { TextSpan } from '../../text/text-span.js'
import { wordsOf } from '../../text/words.js'
import { asCommonNoun, termKey } from '../language/phrases.js'
import { type Assignment, assignmentsOf } from './assignments.js'
import { type Exercise, exercisesOf } from './exercises.js'
import { faqQuestions } from './faq-questions.js'
import { type Procedure, proceduresOf } from './procedures.js'
import { type Prompt, promptsOf } from './prompts.js'
import { type Purpose, purposesOf } from './purposes.js'
import { type StatedObjective, statedObjectives } from './stated-objectives.js'
import { type StatedQuestion, statedQuestions } from './stated-questions.js'
import { type Statement, statementsOf } from './statements.js'
import { type NamedTerm, namedTerms } from './term-kind.js'
import { type Term, termsOf } from './terms.js'

/** What a document offers to teach. Every list is in reading order. */
export interface DocumentAnalysis {
  readonly document: KnowledgeDocument
  /** The tagger of its language; without one, only what the form of the document shows is used. */
  readonly tagger?: EnglishTagger
  readonly statements: readonly Statement[]
  readonly terms: readonly Term[]
  readonly purposes: readonly Purpose[]
  readonly procedures: readonly Procedure[]
  readonly exercises: readonly Exercise[]
  readonly assignments: readonly Assignment[]
  readonly prompts: readonly Prompt[]
  /** The questions that guide the reading, without keys. */
  readonly objectives: readonly StatedObjective[]
  readonly questions: readonly TextSpan[]
  /** The questions with their keys, and review questions without. */
  readonly asked: readonly StatedQuestion[]
  /** Common nouns that the document prints in bold and uses more than once. */
  readonly named: readonly NamedTerm[]
  /** Words that are names, in small letters. */
  readonly names: ReadonlySet<string>
}

const analyses = new WeakMap<KnowledgeDocument, DocumentAnalysis>()

/**
 * Analyses a document once for all parts of a curriculum; documents do not change.
 *
 * @param tagger for English documents; the first call decides, later calls get its result
 */
export function analyzeDocument(document: KnowledgeDocument, tagger?: EnglishTagger): DocumentAnalysis {
  const known = analyses.get(document)
  if (known !== undefined && (known.tagger !== undefined || tagger === undefined)) return known
  const tags = tagger !== undefined && isEnglishDocument(document) ? tagger : undefined
  const purposes = tags === undefined ? [] : purposesOf(document, tags)
  const analysis: DocumentAnalysis = {
    document,
    ...(tags === undefined ? {} : { tagger: tags }),
    statements: tags === undefined ? [] : statementsOf(document, purposes, tags),
    terms: termsOf(document, tags),
    purposes,
    procedures: tags === undefined ? [] : proceduresOf(document, tags),
    exercises: exercisesOf(document),
    assignments: assignmentsOf(document),
    prompts: promptsOf(document),
    objectives: statedObjectives(document),
    questions: regionEntries(document, 'questions'),
    asked: askedIn(document),
    named: tags === undefined ? [] : namedTerms(boldTerms(document), tags),
    names: namesOf(document),
  }
  analyses.set(document, analysis)
  return analysis
}

/** Whether the text is English. Material in another language is taught by its structure and quotes. */
export function isEnglishDocument({ language, text }: KnowledgeDocument): boolean {
  return language === undefined
    ? wordsOf(text.slice(0, 2000)).some((word) => word === 'the')
    : /^en(?:-|$)/.test(language)
}

/** Words in bold, at most four, that are used more than once. */
function boldTerms({ marks, text }: KnowledgeDocument): readonly string[] {
  const lower = text.toLowerCase()
  const terms = new Map<string, string>()
  for (const { kind, text: mark, start, end } of marks) {
    if (kind !== 'bold' || !/^\p{L}[\p{L} '’-]{2,40}$/u.test(mark) || mark.split(' ').length > 4) continue
    // A bold syllable is not a term.
    if (/[\p{L}\p{N}-]/u.test(`${text[start - 1] ?? ' '}${text[end] ?? ' '}`)) continue
    if (lower.split(mark.toLowerCase()).length > 2) terms.set(termKey(mark), asCommonNoun(mark, text))
  }
  return [...terms.values()]
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

/** The stated questions, and the answered headings of an FAQ that are none of them. */
function askedIn(document: KnowledgeDocument): readonly StatedQuestion[] {
  const stated = statedQuestions(document)
  const others = faqQuestions(document).filter(
    ({ start, end }) => !stated.some((question) => question.start < end && start < question.end),
  )
  return [...stated, ...others].sort((a, b) => a.start - b.start)
}
