import type { KnowledgeDocument } from '../../knowledge/knowledge-document.js'
import {
  leadingConnective,
  leadingPronoun,
  openReference,
  showsPicture,
  unresolvedDemonstrative,
} from '../../text/open-references.js'
import { oneLine } from '../../text/plain-text.js'
import { type EnglishTagger, leadingAct } from '../../text/tagged-text.js'
import { hygieneFault } from '../../text/text-faults.js'
import { countWords } from '../../text/words.js'
import type { DocumentAnalysis } from '../analysis/analyze-document.js'
import { cite } from '../analysis/cite.js'
import { choiceInExercise, type ExerciseChoice } from '../analysis/exercise-choices.js'
import type { Exercise, ExercisePiece } from '../analysis/exercises.js'
import type { UnitTask } from '../assessments/tasks-of-unit.js'
import { reachesBloom } from '../bloom.js'
import type { Citation } from '../citation.js'
import { type DocumentPart, withinPart } from '../outline/document-part.js'
import { type DraftItem, type DraftOpen, namesOptions, withoutOptionWords } from './draft-item.js'
import { levelAsked } from './level-asked.js'

/**
 * Exercises of a unit with a solution in the documents, as choices where they list options, else as open questions; not those
 * that are tasks for the mark.
 */
export function exerciseItems(parts: readonly DocumentPart[], tasks: readonly UnitTask[]): readonly DraftItem[] {
  return parts.flatMap((part) =>
    withinPart(part, part.analysis.exercises)
      .filter(
        ({ start }) => !tasks.some(({ task }) => task.document === part.analysis.document && task.start === start),
      )
      .flatMap((exercise) => {
        const choice = choiceInExercise(exercise)
        return (
          (choice === undefined ? openItem(part.analysis, exercise) : choiceItem(part.analysis, exercise, choice)) ?? []
        )
      }),
  )
}

function openItem({ document, tagger }: DocumentAnalysis, exercise: Exercise): DraftOpen | undefined {
  const posed = poseQuestion(exercise, tagger)
  const answer = answerOf(exercise.solution)
  // A program that finds the answer is no answer.
  const isCodeOnly = exercise.solution.every(({ kind }) => kind === 'code')
  if (isCodeOnly && posed !== undefined && !WANTS_CODE.test(posed.stem)) return undefined
  const citations = [...citationsOf(document, exercise.pieces), ...citationsOf(document, exercise.solution)]
  if (posed === undefined || answer === undefined || citations.length === 0) return undefined
  const asked = levelAsked(posed.stem, tagger)
  // Whoever answers about a case applies what is known to it.
  const isCase = exercise.pieces.filter(({ kind }) => kind === 'sentence').length >= CASE_SENTENCES
  const bloom = !isCase || reachesBloom(asked, 'apply') ? asked : JUDGES.test(posed.stem) ? 'evaluate' : 'apply'
  const isTask = reachesBloom(bloom, 'apply') && !/\?/.test(posed.stem)
  return {
    basis: 'stated',
    format: 'open',
    kind: isTask ? 'practical' : 'short-answer',
    ...posed,
    answer,
    bloom,
    citations,
    confidence: posed.material === undefined ? 0.75 : 0.7,
    doubts: [],
  }
}

/** An exercise that lists options: without a right one that is named, it is no item. */
function choiceItem(
  { document, tagger }: DocumentAnalysis,
  { pieces, solution }: Exercise,
  { scene, stem, options, key }: ExerciseChoice,
): DraftItem | undefined {
  const texts = options.map(({ text }) => oneLine(text))
  const right = texts[key ?? -1]
  const citations = [...citationsOf(document, pieces), ...citationsOf(document, solution)]
  if (right === undefined || citations.length === 0 || texts.some(namesOptions)) return undefined
  if (texts.length < OPTIONS.min || texts.length > OPTIONS.max || new Set(texts).size < texts.length) return undefined
  const posed = posedAs(stem.map(({ text }) => oneLine(text)).join(' '), materialOf(scene, []), true)
  if (posed === undefined) return undefined
  const asked = levelAsked(posed.stem, tagger)
  return {
    basis: 'stated',
    format: 'choice',
    kind: 'multiple-choice',
    ...posed,
    right,
    wrong: texts.filter((text) => text !== right),
    shown: texts,
    // Whoever chooses does not make.
    bloom: reachesBloom(asked, 'create') ? 'apply' : asked,
    citations,
    confidence: 0.85,
    doubts: [],
  }
}

const OPTIONS = { min: 3, max: 6 } as const

const WANTS_CODE =
  /\b(?:add|change|code|commands?|complete|create|define|display|draw|extend|fill|fix|functions?|how|implement|loops?|modify|outputs?|plot|print|produces?|program|queries|query|replace|results?|rewrite|rules?|scripts?|shows?|simplify|update|use|write)\b/i

/** So many sentences, the question among them, describe a case. */
const CASE_SENTENCES = 3
const JUDGES = /\b(?:advise|advice|recommend|should|decide|choose|judge|assess|best|worst|better|first)\b/i

function citationsOf(document: KnowledgeDocument, pieces: readonly ExercisePiece[]): readonly Citation[] {
  return pieces.flatMap(({ kind, span }) => (kind === 'code' ? [] : (cite(document, span) ?? []))).slice(0, 2)
}

const QUESTION_WORDS = { minStem: 5, maxStem: 60, maxMaterial: 120 } as const
const ASKS =
  /\?$|^(?:explain|describe|write|create|find|compare|show|name|list|calculate|draw|choose|decide|state|give|ask)\b/i

/** Splits an exercise into the question (stem) and the information it needs (material), in order. */
function poseQuestion(
  exercise: Exercise,
  tagger: EnglishTagger | undefined,
): Pick<DraftOpen, 'stem' | 'material'> | undefined {
  // What partners do with their answers is no part of the question.
  const pieces = exercise.pieces.filter(({ kind, span }) => kind !== 'sentence' || !WITH_OTHERS.test(span.text))
  const asks = ({ kind, span }: ExercisePiece): boolean =>
    kind === 'sentence' && (ASKS.test(span.text.trim()) || isTask(oneLine(span.text), tagger))
  const first = pieces.findIndex(asks)
  if (first < 0) return undefined
  const last = pieces.findLastIndex(asks)
  const asked = pieces
    .slice(first, last + 1)
    .filter(({ kind, span }) => kind === 'sentence' && !/^hint\b/i.test(span.text))
  // Code and lists may follow the question, and sentences that limit it.
  const shown = [...pieces.slice(first, last + 1).filter(({ kind }) => kind !== 'sentence'), ...pieces.slice(last + 1)]
  const stem = asked
    .map(({ span }) => oneLine(span.text).replace(/^(?:question|task|exercise)(?: \d+)?[:.] /i, ''))
    .join(' ')
  return posedAs(stem, materialOf(pieces.slice(0, first), shown), false)
}

/**
 * The question with its material; `undefined` if it does not stand alone.
 *
 * @param hasOptions the options are what "the following" and "below" mean
 */
function posedAs(
  stem: string,
  material: string,
  hasOptions: boolean,
): Pick<DraftOpen, 'stem' | 'material'> | undefined {
  if (countWords(material) > QUESTION_WORDS.maxMaterial || hygieneFault(material || 'none') !== undefined)
    return undefined
  if (countWords(stem) < QUESTION_WORDS.minStem || countWords(stem) > QUESTION_WORDS.maxStem) return undefined
  // Program text that was cut out of a sentence.
  if (/\b(?:for example|such as|like this|e\.g\.):/i.test(stem)) return undefined
  if (hygieneFault(stem) !== undefined || (/:$/.test(stem) && !hasOptions)) return undefined
  const said = hasOptions ? withoutOptionWords(stem) : stem
  if (leadingPronoun(said) !== undefined || leadingConnective(said) !== undefined) return undefined
  if (showsPicture(`${stem}\n${material}`) || openReference(`${said}\n${material}`) !== undefined) return undefined
  if (unresolvedDemonstrative(`${material}\n${stem}`) !== undefined) return undefined
  // What the sentence announces is lost, or the start of it is.
  if (/:$/.test(material) || /^\p{Ll}\p{L}* \p{Ll}/u.test(material)) return undefined
  // The earlier content is not shown.
  if (EARLIER.test(`${stem}\n${material}`)) return undefined
  return material === '' ? { stem } : { stem, material }
}

const WITH_OTHERS = /\b(?:your|a|the|with) (?:partner|neighbou?r|classmate|colleague|group|team)(?:['’]s|s)?\b/i

/** "Rewrite the function so that ...": an instruction to make something, not one to look at what follows. */
function isTask(text: string, tagger: EnglishTagger | undefined): boolean {
  const verb = tagger === undefined || /^\p{Ll}/u.test(text) || SAYS.test(text) ? undefined : leadingAct(tagger, text)
  return verb !== undefined && !LOOKS.test(verb)
}

/** "print is a function": a statement about a name. */
const SAYS =
  /^(?:(?:yesterday|today|tomorrow|then|now|also|here|there)\b|[\p{L}-]+ (?:is|are|was|were|has|have|can|may|will|does|do|means|makes|takes|returns)\b)/iu

const LOOKS =
  /^(?:assume|beware|browse|check|click|consider|follow|go|have|hover|imagine|keep|let|look|navigate|note|notice|open|read|recall|remember|run|see|start|suppose|think|try|visit|watch)$/

const EARLIER =
  /\b(?:earlier|previous(?:ly)?|last time|later|the (?:last|latest|most recent) (?:commits?|changes?|exercises?|examples?|steps?|versions?|lines?|results?))\b/i

function materialOf(scene: readonly ExercisePiece[], shown: readonly ExercisePiece[]): string {
  let entries = 0
  return [...scene, ...shown]
    .filter(({ span }) => !/^hint\b/i.test(span.text))
    .map(({ kind, span }) => {
      if (kind === 'code') return span.text
      if (kind === 'sentence') return oneLine(span.text)
      entries += 1
      return `${entries}) ${oneLine(span.text)}`
    })
    .join('\n')
}

const ANSWER_WORDS = { min: 2, max: 200, code: 60 } as const
/** A longer solution is a narrative; with a lower usable share, the answer is elsewhere. */
const SENTENCES = { max: 12, minShare: 0.6 } as const
/** The reasoning rather than the answer. */
const ON_THE_WAY =
  /^(?:[Ll]et['’]?s|[Ss]uppose|[Nn]ote|[Ii]magine|[Nn]ow,?|[Ff]irst,? let|[Bb]e careful|[Bb]ut be careful|[Bb]ackground|[Hh]int)\b|\b(?:I|[Ww]e|[Ww]e['’]\w+|[Ll]et['’]s|[Oo]ur)\b/

/**
 * The answer in a solution: its sentences up to about 200 words, with the code they introduce; `undefined` if the
 * rest has no content.
 */
function answerOf(solution: readonly ExercisePiece[]): string | undefined {
  const sentences = solution.filter(({ kind }) => kind !== 'code')
  const usable = sentences.filter(({ span }) => isUsable(oneLine(span.text)))
  if (sentences.length > SENTENCES.max || usable.length < sentences.length * SENTENCES.minShare) return undefined
  const lines: string[] = []
  let words = 0
  for (const piece of solution) {
    const isCode = piece.kind === 'code'
    const text = isCode ? piece.span.text.trim() : oneLine(piece.span.text)
    const length = countWords(text)
    const announced = lines.length === 0 || /:$/.test(lines.at(-1) ?? '')
    if (isCode ? length > ANSWER_WORDS.code || !announced : !usable.includes(piece)) {
      // Without its program, what it prints is no answer.
      if (isCode && lines.length === 0) return undefined
      continue
    }
    if (!isCode && lines.length === 0 && (leadingConnective(text) ?? leadingPronoun(text)) !== undefined) continue
    if (lines.length > 0 && words + length > ANSWER_WORDS.max) break
    words += length
    lines.push(text)
  }
  // A sentence that introduces omitted content.
  const kept = lines.filter((line, index) => !/:$/.test(line) || lines[index + 1] !== undefined)
  const answer = kept.join('\n')
  return countWords(answer) >= ANSWER_WORDS.min ? answer : undefined
}

function isUsable(text: string): boolean {
  return (
    !ON_THE_WAY.test(text) &&
    !/\bexercises?\b|\bmore (?:details?|information)\b|\bfurther reading\b/i.test(text) &&
    openReference(text) === undefined &&
    hygieneFault(text) === undefined
  )
}
