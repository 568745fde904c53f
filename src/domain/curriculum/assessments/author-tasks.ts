import type { KnowledgeDocument } from '../../knowledge/knowledge-document.js'
import { leadingConnective, leadingPronoun, openReference } from '../../text/open-references.js'
import { oneLine } from '../../text/plain-text.js'
import { leadingAct } from '../../text/tagged-text.js'
import { hygieneFault } from '../../text/text-faults.js'
import { countWords } from '../../text/words.js'
import type { DocumentAnalysis } from '../analysis/analyze-document.js'
import type { Assignment, StatedCriterion } from '../analysis/assignments.js'
import { cite } from '../analysis/cite.js'
import type { Exercise } from '../analysis/exercises.js'
import type { AssessmentMethod } from '../assessment.js'
import { type BloomLevel, reachesBloom } from '../bloom.js'
import type { Citation } from '../citation.js'
import { statedMinutes, taskMinutes } from '../hours/workload.js'
import { levelAsked } from '../items/level-asked.js'
import { upperFirst, withoutEnd } from '../language/phrases.js'
import { bloomOfAct, bloomOfVerb } from '../outcomes/draft-outcome.js'
import { type DocumentPart, withinPart } from '../outline/document-part.js'

/** A task of an author, at `apply` or higher, for the mark. */
export interface AuthorTask {
  readonly document: KnowledgeDocument
  /** Whether the document sets it as work to hand in. */
  readonly isAssignment: boolean
  readonly title: string
  /** The instructions in the words of the document. */
  readonly text: string
  /** What good work shows: as the document says, else what its solution says, else each thing that the task asks for. */
  readonly criteria: readonly StatedCriterion[]
  readonly bloom: BloomLevel
  readonly method: AssessmentMethod
  readonly minutes: number
  readonly citations: readonly Citation[]
  readonly start: number
}

/** An assignment is work at home, an exercise work in class. */
const ASSIGNMENT_FACTOR = 2
const MIN_ASSIGNMENT_MINUTES = 30

const tasks = new WeakMap<DocumentPart, readonly AuthorTask[]>()

/** The tasks of a part at `apply` or higher, in reading order. */
export function authorTasks(part: DocumentPart): readonly AuthorTask[] {
  const known = tasks.get(part)
  if (known !== undefined) return known
  const { analysis } = part
  const found = [
    ...withinPart(part, analysis.assignments).flatMap((assignment) => assignmentTask(analysis, assignment) ?? []),
    ...withinPart(part, analysis.exercises).flatMap((exercise) => exerciseTask(analysis, exercise) ?? []),
  ]
  tasks.set(part, found)
  return found
}

function assignmentTask(analysis: DocumentAnalysis, assignment: Assignment): AuthorTask | undefined {
  const { title, pieces, criteria, start } = assignment
  const text = joined(pieces.map((piece) => oneLine(piece.text)))
  const bloom = levelAsked(`${text}\n${criteria.map(({ name }) => `${name}.`).join('\n')}`, analysis.tagger)
  const citations = pieces.flatMap((piece) => cite(analysis.document, piece) ?? []).slice(0, 3)
  if (citations.length === 0 || hygieneFault(text) !== undefined) return undefined
  return {
    document: analysis.document,
    isAssignment: true,
    title,
    text,
    criteria,
    // The best work of a rubric applies what was taught.
    bloom: reachesBloom(bloom, 'apply') ? bloom : 'apply',
    method: 'practical-task',
    minutes: Math.max(MIN_ASSIGNMENT_MINUTES, ASSIGNMENT_FACTOR * taskMinutes(countWords(text))),
    citations,
    start,
  }
}

const TASK_WORDS = { min: 12, max: 250 } as const
const LABEL = /^(?:exercise|challenge|task|activity|aufgabe|exercice|ejercicio)s?\s*[\d.]*\s*[:–—-]\s*/i
/** Work on a computer that is set up, not work that is judged. */
const SET_UP = /\b(?:install|download|set ?up|sign up|click|open the|log ?in|create an account)\b/i

/** "🚀 Challenge: plan an office" as "plan an office". */
function plainTitle(title: string): string {
  const bare = withoutEnd(title.replace(/\p{Extended_Pictographic}\uFE0F?/gu, '')).replace(LABEL, '')
  return /^(?:exercises?|challenges?|tasks?|activity|activities|assignment)$/i.test(bare) ? '' : upperFirst(bare)
}

/** An exercise as a task: it stands alone, and its solution or its asks say what good work shows. */
function exerciseTask(analysis: DocumentAnalysis, exercise: Exercise): AuthorTask | undefined {
  const { title, pieces, solution, start } = exercise
  if (title === undefined || pieces.some(({ kind }) => kind === 'code')) return undefined
  const texts = pieces.map(({ span }) => oneLine(span.text))
  const text = joined(texts)
  const words = countWords(text)
  if (words < TASK_WORDS.min || words > TASK_WORDS.max || SET_UP.test(text) || hygieneFault(text) !== undefined)
    return undefined
  if (openReference(text) !== undefined || leadingPronoun(text) !== undefined) return undefined
  const bloom = levelAsked(texts.join('\n'), analysis.tagger)
  // A solution of steps says what to do, one of a judgement what good work says.
  const isJudged = reachesBloom(bloom, 'analyze')
  const criteria =
    solution.length > 0 ? (isJudged ? criteriaOfSolution(solution) : []) : criteriaOfAsks(texts, analysis)
  const citations = pieces.flatMap(({ span }) => cite(analysis.document, span) ?? []).slice(0, 3)
  if (!reachesBloom(bloom, 'apply') || criteria.length < MIN_CRITERIA || citations.length === 0) return undefined
  return {
    document: analysis.document,
    isAssignment: false,
    title: plainTitle(title) || analysis.document.title,
    text,
    criteria,
    bloom,
    method: 'practical-task',
    minutes: statedMinutes(`${title ?? ''}\n${text}`) ?? ASSIGNMENT_FACTOR * taskMinutes(words),
    citations,
    start,
  }
}

const MIN_CRITERIA = 2
const MAX_CRITERIA = 6
const CRITERION_WORDS = { min: 4, max: 35 } as const
const NARRATOR = /\b(?:[Ww]e|[Oo]urs?|I|[Mm]y|[Ll]et['’]s|[Yy]ou)\b/

/** One criterion for each sentence of a short solution; none if a sentence needs the others. */
function criteriaOfSolution(solution: Exercise['solution']): readonly StatedCriterion[] {
  const texts = solution.map(({ span }) => withoutEnd(oneLine(span.text)))
  const isWhole = solution.every(({ kind }) => kind !== 'code') && texts.length <= MAX_CRITERIA
  const fits = texts.every((text) => {
    const words = countWords(text)
    const stands = leadingPronoun(text) === undefined && leadingConnective(text) === undefined
    return stands && words >= CRITERION_WORDS.min && words <= CRITERION_WORDS.max && !NARRATOR.test(text)
  })
  return isWhole && fits ? texts.map((text) => ({ name: text, description: '' })) : []
}

/** One criterion for each instruction that stands alone. */
function criteriaOfAsks(texts: readonly string[], { tagger }: DocumentAnalysis): readonly StatedCriterion[] {
  if (tagger === undefined) return []
  const asks = texts.filter((text) => {
    const verb = leadingAct(tagger, text)
    if (verb === undefined || /[?:]$/.test(text) || ASIDE.test(text)) return false
    return bloomOfVerb(verb) !== undefined && reachesBloom(bloomOfAct(text, verb), 'apply')
  })
  const names = asks.map(withoutEnd)
  return asks.length > MAX_CRITERIA ? [] : names.map((text) => ({ name: text, description: '' }))
}

const ASIDE = /^(?:hint|note|make sure|see if|head to|try|remember|go to|look)\b/i

/** The pieces as running text: entries of a list after a colon are separated by semicolons. */
function joined(texts: readonly string[]): string {
  return texts
    .map((text, index) => {
      const last = index === texts.length - 1
      return /[.?!:;]["”)]?$/.test(text) ? text : last ? `${text}.` : `${text};`
    })
    .join(' ')
}
