import type { KnowledgeDocument } from '../../knowledge/knowledge-document.js'
import { leadingPronoun, openReference } from '../../text/open-references.js'
import { oneLine } from '../../text/plain-text.js'
import { hygieneFault } from '../../text/text-faults.js'
import { countWords } from '../../text/words.js'
import type { DocumentAnalysis } from '../analysis/analyze-document.js'
import type { Assignment, StatedCriterion } from '../analysis/assignments.js'
import { cite } from '../analysis/cite.js'
import type { Exercise } from '../analysis/exercises.js'
import type { AssessmentMethod } from '../assessment.js'
import { type BloomLevel, reachesBloom } from '../bloom.js'
import type { Citation } from '../citation.js'
import { levelAsked } from '../items/level-asked.js'
import { withoutEnd } from '../language/phrases.js'
import { type DocumentPart, withinPart } from '../outline/document-part.js'
import { taskMinutes } from '../units/lesson-activities.js'

/** A task of an author, at `apply` or higher, for the mark. */
export interface AuthorTask {
  readonly document: KnowledgeDocument
  readonly title: string
  /** The instructions in the words of the document. */
  readonly text: string
  /** The single asks of the task, in its words. */
  readonly asks: readonly string[]
  /** What the document says good work shows; empty if it says nothing. */
  readonly criteria: readonly StatedCriterion[]
  readonly bloom: BloomLevel
  readonly method: AssessmentMethod
  readonly minutes: number
  readonly citations: readonly Citation[]
}

/** An assignment is work at home, an exercise work in class. */
const ASSIGNMENT_FACTOR = 2
const MIN_ASSIGNMENT_MINUTES = 30

/** The tasks of a unit: its assignments; without any, its longest exercise without a solution. */
export function tasksOfParts(parts: readonly DocumentPart[]): readonly AuthorTask[] {
  const assignments = parts.flatMap((part) =>
    withinPart(part, part.analysis.assignments).flatMap(
      (assignment) => assignmentTask(part.analysis, assignment) ?? [],
    ),
  )
  if (assignments.length > 0) return assignments
  const exercises = parts.flatMap((part) =>
    withinPart(part, part.analysis.exercises).flatMap((exercise) => exerciseTask(part.analysis, exercise) ?? []),
  )
  const [longest] = [...exercises].sort((a, b) => countWords(b.text) - countWords(a.text))
  return longest === undefined ? [] : [longest]
}

function assignmentTask(analysis: DocumentAnalysis, { title, pieces, criteria }: Assignment): AuthorTask | undefined {
  const texts = pieces.map(({ text }) => oneLine(text))
  const text = joined(texts)
  const bloom = levelAsked(`${text}\n${criteria.map(({ name }) => `${name}.`).join('\n')}`, analysis.tagger)
  const citations = pieces.flatMap((piece) => cite(analysis.document, piece) ?? []).slice(0, 3)
  if (citations.length === 0 || hygieneFault(text) !== undefined) return undefined
  return {
    document: analysis.document,
    title,
    text,
    asks: [],
    criteria,
    // The best work of a rubric applies what was taught.
    bloom: reachesBloom(bloom, 'apply') ? bloom : 'apply',
    method: 'practical-task',
    minutes: Math.max(MIN_ASSIGNMENT_MINUTES, ASSIGNMENT_FACTOR * taskMinutes(countWords(text))),
    citations,
  }
}

const TASK_WORDS = { min: 12, max: 250 } as const

/** An exercise as a task: its instructions stand alone, and it has several asks that can be judged. */
function exerciseTask(analysis: DocumentAnalysis, { title, pieces, solution }: Exercise): AuthorTask | undefined {
  if (solution.length > 0 || title === undefined || pieces.some(({ kind }) => kind === 'code')) return undefined
  const texts = pieces.map(({ span }) => oneLine(span.text))
  const text = joined(texts)
  const words = countWords(text)
  const bloom = levelAsked(texts.join('\n'), analysis.tagger)
  const asks = texts.filter((piece) => reachesBloom(levelAsked(piece, analysis.tagger), 'apply') && !/:$/.test(piece))
  if (words < TASK_WORDS.min || words > TASK_WORDS.max || !reachesBloom(bloom, 'apply') || asks.length < 2)
    return undefined
  if (hygieneFault(text) !== undefined || openReference(text) !== undefined || leadingPronoun(text) !== undefined)
    return undefined
  const citations = pieces.flatMap(({ span }) => cite(analysis.document, span) ?? []).slice(0, 3)
  return citations.length === 0
    ? undefined
    : {
        document: analysis.document,
        title: withoutEnd(title),
        text,
        asks: asks.map(withoutEnd),
        criteria: [],
        bloom,
        method: 'practical-task',
        minutes: ASSIGNMENT_FACTOR * taskMinutes(words),
        citations,
      }
}

/** The pieces as running text: entries of a list after a colon are separated by semicolons. */
function joined(texts: readonly string[]): string {
  return texts
    .map((text, index) => {
      const last = index === texts.length - 1
      return /[.?!:;]["”)]?$/.test(text) ? text : last ? `${text}.` : `${text};`
    })
    .join(' ')
}
