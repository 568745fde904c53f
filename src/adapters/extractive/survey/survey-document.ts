import { wordsOf } from '../../../domain/curriculum/index.js'
import type { KnowledgeDocument, TextSpan } from '../../../domain/knowledge/index.js'
import { announcementsOf } from './announcements-of.js'
import { type Exercise, exercisesOf } from './exercises-of.js'
import { namesOf } from './names-of.js'
import { type Procedure, proceduresOf } from './procedures-of.js'
import { type Purpose, purposesOf } from './purposes-of.js'
import { type Statement, statementsOf } from './statements-of.js'
import { type Term, termsOf } from './terms-of.js'

/** What a document offers to teach. Every list is in reading order. */
export interface DocumentSurvey {
  readonly document: KnowledgeDocument
  readonly statements: readonly Statement[]
  readonly terms: readonly Term[]
  readonly purposes: readonly Purpose[]
  readonly procedures: readonly Procedure[]
  readonly exercises: readonly Exercise[]
  readonly objectives: readonly TextSpan[]
  readonly questions: readonly TextSpan[]
  /** Words that are names, in small letters. */
  readonly names: ReadonlySet<string>
}

const surveys = new WeakMap<KnowledgeDocument, DocumentSurvey>()

/** Surveys a document, once for all parts of a curriculum: documents do not change. */
export function surveyDocument(document: KnowledgeDocument): DocumentSurvey {
  const known = surveys.get(document)
  if (known !== undefined) return known
  const purposes = purposesOf(document)
  const survey: DocumentSurvey = {
    document,
    statements: statementsOf(document, purposes),
    terms: termsOf(document),
    purposes,
    procedures: proceduresOf(document),
    exercises: exercisesOf(document),
    objectives: announcementsOf(document, 'objectives'),
    questions: announcementsOf(document, 'questions'),
    names: namesOf(document),
  }
  surveys.set(document, survey)
  return survey
}

/** Whether the words of an English text can be told apart: what is not English is taught by its structure alone. */
export function isEnglishDocument({ language, text }: KnowledgeDocument): boolean {
  return language === undefined
    ? wordsOf(text.slice(0, 2000)).some((word) => word === 'the')
    : /^en(?:-|$)/.test(language)
}
