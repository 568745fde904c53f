import {
  type Citation,
  countWords,
  hygieneFault,
  leadingPronoun,
  openReference,
} from '../../../domain/curriculum/index.js'
import type { KnowledgeDocument, TextSpan } from '../../../domain/knowledge/index.js'
import { type DocumentPart, withinPart } from '../outline/document-part.js'
import { cite } from '../survey/cite.js'
import type { Exercise } from '../survey/exercises-of.js'
import type { DraftOpen } from './draft-item.js'

const WORDS = { leastStem: 6, mostStem: 110, leastAnswer: 3, mostAnswer: 90 } as const
const MOST = 4

/** The exercises of a unit to which the documents give a solution, as questions with an open answer. */
export function exerciseItems(parts: readonly DocumentPart[]): readonly DraftOpen[] {
  return parts
    .flatMap((part) =>
      withinPart(part, part.survey.exercises).flatMap((exercise) => openItem(part.survey.document, exercise) ?? []),
    )
    .slice(0, MOST)
}

function openItem(document: KnowledgeDocument, exercise: Exercise): DraftOpen | undefined {
  const { sentences, entries, code, solution, solutionCode } = exercise
  const asked = oneLine(sentences)
  // Without the lists of answers to choose from, what is asked cannot be understood.
  const listed = entries.map(({ text }, index) => `${index + 1}. ${text.replace(/\s+/g, ' ')}`)
  const material = [...code.map(({ text }) => text), ...(listed.length > 0 ? [listed.join('\n')] : [])].join('\n\n')
  const answer = answerOf(
    solution,
    solutionCode.map(({ text }) => text),
  )
  const citations = [...citationsOf(document, sentences), ...citationsOf(document, solution)].slice(0, 4)
  if (answer === undefined || citations.length === 0 || !isAsked(asked)) return undefined
  return {
    format: 'open',
    kind: 'short-answer',
    stem: asked,
    ...(material === '' ? {} : { material }),
    answer,
    bloom: 'apply',
    citations,
    confidence: material === '' ? 0.75 : 0.7,
  }
}

function isAsked(text: string): boolean {
  const words = countWords(text)
  if (words < WORDS.leastStem || words > WORDS.mostStem) return false
  if (hygieneFault(text) !== undefined || leadingPronoun(text) !== undefined || openReference(text) !== undefined)
    return false
  return /\?|\b(?:explain|describe|write|create|find|compare|show|name|list|calculate|draw|choose|decide)\b/i.test(text)
}

/** The first sentences of a solution that can be read alone, with the code that it shows. */
function answerOf(solution: readonly TextSpan[], code: readonly string[]): string | undefined {
  const kept: string[] = []
  let words = 0
  for (const { text } of solution) {
    const line = text.replace(/\s+/g, ' ').trim()
    if (openReference(line) !== undefined || hygieneFault(line) !== undefined) continue
    words += countWords(line)
    if (words > WORDS.mostAnswer && kept.length > 0) break
    kept.push(line)
  }
  const shown = code[0]?.trim()
  if (shown !== undefined && countWords(shown) <= 40 && hygieneFault(shown) === undefined) kept.push(shown)
  const answer = kept.join('\n')
  return countWords(answer) >= WORDS.leastAnswer ? answer : undefined
}

function citationsOf(document: KnowledgeDocument, spans: readonly TextSpan[]): readonly Citation[] {
  return spans.flatMap((span) => cite(document, span) ?? []).slice(0, 2)
}

function oneLine(sentences: readonly TextSpan[]): string {
  return sentences.map(({ text }) => text.replace(/\s+/g, ' ').trim()).join(' ')
}
