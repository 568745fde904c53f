import { oneLine } from '../../text/plain-text.js'
import { hygieneFault } from '../../text/text-faults.js'
import { countWords } from '../../text/words.js'
import { cite } from '../analysis/cite.js'
import type { Exercise } from '../analysis/exercises.js'
import type { UnitTask } from '../assessments/tasks-of-unit.js'
import type { Citation } from '../citation.js'
import { statedMinutes, taskMinutes } from '../hours/workload.js'
import { type Frames, framesFor } from '../language/frames.js'
import { withoutEnd } from '../language/phrases.js'
import type { Outcome } from '../outcome.js'
import { ConceptFit } from '../outcomes/concept-fit.js'
import { type DocumentPart, withinPart } from '../outline/document-part.js'
import { ACTIVITY_TYPES, type Activity, type ActivityType } from '../unit.js'

/** An activity before it has an id. */
export type PlannedActivity = Omit<Activity, 'id' | 'origin'> & { readonly start: number }

/** The least fit of an activity with an outcome of another document. */
const MIN_FAR_FIT = 0.6
const MAX_TASK_WORDS = 60
const MAX_QUESTIONS = 8
const MIN_QUESTION_WORDS = 4
const TOGETHER =
  /\b(?:discuss|neighbou?rs?|partners?|colleagues?|labmates?|pairs?|peers?|in groups)\b|\b(?:diskutieren|gruppen|discutez|groupes?|discutan?|grupos?)\b/i
/** Minutes of one question and of one discussion. */
const MINUTES = { question: 3, discussion: 5 } as const

/** The exercises, examples, cases and questions of a part, in reading order, as activities. */
export function lessonActivities(
  part: DocumentPart,
  outcomes: readonly Outcome[],
  tasks: readonly UnitTask[],
): readonly PlannedActivity[] {
  const { analysis } = part
  const docId = analysis.document.id
  const isNear = ({ citations }: Outcome) => citations.some((citation) => citation.docId === docId)
  const isTask = (start: number) => tasks.some(({ task }) => task.document.id === docId && task.start === start)
  const frames = framesFor(analysis.document.language)
  const fit = new ConceptFit(outcomes)
  const make: MakeActivity = (type, description, about, minutes, start, citations) => {
    const outcome = fit.best(about, isNear) ?? fit.best(about, () => true, MIN_FAR_FIT)
    const outcomeIds = outcome === undefined ? [] : [outcome.id]
    const { representation } = ACTIVITY_TYPES[type]
    return { type, representation, minutes, description, outcomeIds, citations, start }
  }
  const exercises = withinPart(part, analysis.exercises).flatMap((exercise, index) => {
    if (isTask(exercise.start)) return []
    const about = exercise.pieces.map(({ span }) => span.text).join('\n')
    const citations = exercise.pieces.flatMap(({ span }) => cite(analysis.document, span) ?? []).slice(0, 1)
    const type = TOGETHER.test(about) ? 'discussion' : 'practice'
    const minutes = statedMinutes(`${exercise.title ?? ''}\n${about}`) ?? taskMinutes(countWords(about))
    const description = describeExercise(exercise, part, index, frames)
    return citations.length === 0 ? [] : [make(type, description, about, minutes, exercise.start, citations)]
  })
  const prompts = withinPart(part, analysis.prompts).flatMap((prompt) => {
    const citation = cite(analysis.document, prompt)
    if (citation === undefined || isTask(prompt.start)) return []
    if (prompt.kind === 'task')
      return [make('practice', prompt.text, prompt.text, taskMinutes(prompt.words), prompt.start, [citation])]
    const isDiscussion = prompt.kind === 'discussion'
    const type = isDiscussion ? 'discussion' : prompt.kind === 'case' ? 'case-study' : 'worked-example'
    const named = prompt.title ?? documentTitle(part)
    const lead =
      prompt.kind === 'case' ? frames?.case : prompt.title === undefined ? frames?.exampleOf : frames?.example
    const description = isDiscussion ? framed(frames?.discuss, prompt.text) : `${framed(lead, quoted(named, frames))}.`
    const minutes = isDiscussion ? MINUTES.discussion : taskMinutes(prompt.words / 3)
    return [make(type, description, `${prompt.title ?? ''}\n${prompt.text}`, minutes, prompt.start, [citation])]
  })
  return [...exercises, ...prompts, ...questionActivity(part, frames, make)].sort((a, b) => a.start - b.start)
}

/** @param about what decides to which outcome the activity belongs */
type MakeActivity = (
  type: ActivityType,
  description: string,
  about: string,
  minutes: number,
  start: number,
  citations: readonly Citation[],
) => PlannedActivity

/** The questions that the document asks about its text, together. */
function questionActivity(
  part: DocumentPart,
  frames: Frames | undefined,
  make: MakeActivity,
): readonly PlannedActivity[] {
  const { document, questions, asked: stated } = part.analysis
  const open = stated.flatMap(({ stem, options, key, start, end }) =>
    key === undefined && options.length === 0 ? [{ start, end, text: stem }] : [],
  )
  const asked = withinPart(part, [...questions, ...open])
    .filter(({ text }) => hygieneFault(oneLine(text)) === undefined && countWords(text) >= MIN_QUESTION_WORDS)
    .slice(0, MAX_QUESTIONS)
  const citations = asked.flatMap((question) => cite(document, question) ?? [])
  if (asked.length === 0 || citations.length === 0) return []
  const said = asked.map(({ text }) => oneLine(text)).join(' ')
  const description = framed(frames?.questions, said)
  // After the reading, wherever the document lists them.
  return [make('retrieval-practice', description, said, asked.length * MINUTES.question, part.end, citations)]
}

function framed(lead: string | undefined, text: string): string {
  return lead === undefined ? text : `${lead} ${text}`
}

function quoted(title: string, frames: Frames | undefined): string {
  const bare = withoutEnd(title).replace(/["“”„«»]/g, '')
  const [open, close] = frames?.quotes ?? ['“', '”']
  return `${open}${bare}${close}`
}

function documentTitle({ title }: DocumentPart): string {
  return title
}

/** "Do the exercise “Merging branches”: ...", with the task in the words of the document. */
function describeExercise(
  { title, pieces }: Exercise,
  part: DocumentPart,
  index: number,
  frames: Frames | undefined,
): string {
  const named = withoutEnd(title ?? '').replace(LABEL, '')
  const isNamed =
    named !== '' &&
    hygieneFault(named) === undefined &&
    !/^(?:exercises?|challenges?|tasks?|aufgaben?|exercices?|ejercicios?)[\s\d.:]*$/i.test(named)
  const place = isNamed
    ? framed(frames?.exercise, quoted(named, frames))
    : frames === undefined
      ? quoted(documentTitle(part), frames)
      : `${frames.exerciseOf} ${index + 1}, ${quoted(documentTitle(part), frames)}`
  const task = taskOf(pieces.filter(({ kind }) => kind !== 'code').map(({ span }) => oneLine(span.text)))
  return task === undefined ? `${place}.` : `${place}: ${task}`
}

const LABEL = /^(?:exercise|challenge|task|activity|aufgabe|exercice|ejercicio)s?\s*[\d.]*\s*[:–—-]\s*/i

/** The start of the task, in whole sentences. */
function taskOf(texts: readonly string[]): string | undefined {
  const kept: string[] = []
  let words = 0
  for (const text of texts) {
    words += countWords(text)
    if (words > MAX_TASK_WORDS || hygieneFault(text) !== undefined || !/[.?!]["”)]?$/.test(text)) break
    kept.push(text)
  }
  return kept.length === 0 ? undefined : kept.join(' ')
}
