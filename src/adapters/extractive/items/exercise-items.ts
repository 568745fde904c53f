import type { Citation } from '../../../domain/curriculum/index.js'
import type { KnowledgeDocument } from '../../../domain/knowledge/index.js'
import { type DocumentPart, withinPart } from '../outline/document-part.js'
import { cite } from '../survey/cite.js'
import type { Exercise, ExercisePiece } from '../survey/exercises-of.js'
import type { DraftOpen } from './draft-item.js'
import { poseQuestion } from './pose-question.js'
import { answerOf } from './solution-text.js'

const MOST = { solved: 5, open: 2 } as const

/** The exercises of a unit to which the documents give a solution, as questions with an open answer. */
export function exerciseItems(parts: readonly DocumentPart[]): readonly DraftOpen[] {
  return parts
    .flatMap((part) =>
      withinPart(part, part.survey.exercises).flatMap((exercise) => openItem(part.survey.document, exercise) ?? []),
    )
    .slice(0, MOST.solved)
}

/** The exercises to which the documents give none: tasks that learners carry out in their own surroundings. */
export function taskItems(parts: readonly DocumentPart[]): readonly DraftOpen[] {
  return parts
    .flatMap((part) =>
      withinPart(part, part.survey.exercises)
        .filter(({ solution }) => solution.length === 0)
        .flatMap((exercise) => {
          const posed = poseQuestion(exercise)
          const citations = citationsOf(part.survey.document, exercise.pieces)
          if (posed === undefined || citations.length === 0) return []
          return {
            format: 'open',
            kind: 'case',
            ...posed,
            answer:
              'Answers depend on the surroundings of the learner. A full answer does all that is asked, names what it rests on, and gives a reason for each conclusion.',
            bloom: 'evaluate',
            citations,
            confidence: 0.6,
          } as const
        }),
    )
    .slice(0, MOST.open)
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

function citationsOf(document: KnowledgeDocument, pieces: readonly ExercisePiece[]): readonly Citation[] {
  return pieces.flatMap(({ kind, span }) => (kind === 'code' ? [] : (cite(document, span) ?? []))).slice(0, 2)
}
