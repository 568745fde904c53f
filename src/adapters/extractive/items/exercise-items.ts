import {
  type Citation,
  countWords,
  hygieneFault,
  leadingPronoun,
  openReference,
} from '../../../domain/curriculum/index.js'
import type { KnowledgeDocument } from '../../../domain/knowledge/index.js'
import { type DocumentPart, withinPart } from '../outline/document-part.js'
import { cite } from '../survey/cite.js'
import type { Exercise, ExercisePiece } from '../survey/exercises-of.js'
import type { DraftOpen } from './draft-item.js'
import { answerOf } from './solution-text.js'

const WORDS = { leastStem: 5, mostStem: 60, mostMaterial: 120 } as const
const MOST = 5
const ASKS =
  /\?$|^(?:explain|describe|write|create|find|compare|show|name|list|calculate|draw|choose|decide|state|give)\b/i

/** The exercises of a unit to which the documents give a solution, as questions with an open answer. */
export function exerciseItems(parts: readonly DocumentPart[]): readonly DraftOpen[] {
  return parts
    .flatMap((part) =>
      withinPart(part, part.survey.exercises).flatMap((exercise) => openItem(part.survey.document, exercise) ?? []),
    )
    .slice(0, MOST)
}

function openItem(document: KnowledgeDocument, exercise: Exercise): DraftOpen | undefined {
  const posed = poseQuestion(exercise)
  const answer = answerOf(exercise.solution)
  const citations = [...citationsOf(document, exercise.pieces), ...citationsOf(document, exercise.solution)]
  if (posed === undefined || answer === undefined || citations.length === 0) return undefined
  return {
    format: 'open',
    kind: 'short-answer',
    ...posed,
    answer,
    bloom: 'apply',
    citations,
    confidence: posed.material === undefined ? 0.75 : 0.7,
  }
}

/** What is asked as the stem; what must be known for it, in its order, as the material. */
function poseQuestion({ pieces }: Exercise): Pick<DraftOpen, 'stem' | 'material'> | undefined {
  const first = pieces.findIndex(({ kind, span }) => kind === 'sentence' && ASKS.test(span.text.trim()))
  if (first < 0) return undefined
  const asked = pieces.slice(first).filter(({ kind, span }) => kind === 'sentence' && !/^hint\b/i.test(span.text))
  // A question may have its answers to choose from behind it.
  const shown = pieces.slice(first).filter(({ kind }) => kind !== 'sentence')
  const scene = pieces.slice(0, first)
  const material = materialOf(scene, shown)
  const stem = asked.map(({ span }) => oneLine(span.text)).join(' ')
  if (countWords(material) > WORDS.mostMaterial || hygieneFault(material || 'none') !== undefined) return undefined
  if (countWords(stem) < WORDS.leastStem || countWords(stem) > WORDS.mostStem) return undefined
  if (hygieneFault(stem) !== undefined || /:$/.test(stem)) return undefined
  if (leadingPronoun(stem) !== undefined || openReference(`${stem}\n${material}`) !== undefined) return undefined
  return material === '' ? { stem } : { stem, material }
}

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

function citationsOf(document: KnowledgeDocument, pieces: readonly ExercisePiece[]): readonly Citation[] {
  return pieces.flatMap(({ kind, span }) => (kind === 'code' ? [] : (cite(document, span) ?? []))).slice(0, 2)
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
