import {
  contentWords,
  countWords,
  hygieneFault,
  leadingPronoun,
  openReference,
} from '../../../domain/curriculum/index.js'
import type { KnowledgeDocument } from '../../../domain/knowledge/index.js'
import { addressed } from '../language/addressed.js'
import { isQuestion } from '../language/question-form.js'
import { type DocumentPart, withinPart } from '../outline/document-part.js'
import { type AskedQuestion, askedQuestions } from '../survey/asked-questions.js'
import { cite } from '../survey/cite.js'
import { answerKey } from './answer-key.js'
import type { DraftOpen } from './draft-item.js'

const MOST = 8
const WORDS = { least: 3, most: 30 } as const
/** A question that says little by itself is shown with what it is about. */
const TELLING_WORDS = 3

const PRONOUN = /\b(?:it|its|they|them|their|theirs|this|these|those|he|she|his|him|her|here)\b/i
const CLAUSE = /[.,;!?:]\s|\s(?:and|but|or|if|when|because|before|after|so|while)\s/gi
/** "It" of "how long does it take to ..." stands for nothing. */
const EXPLETIVE = /\bit (?:take|cost|make sense|possible|important|necessary|better|safe|legal|worth)\b.* to \p{Ll}/iu
const GENERAL_TITLE =
  /^(?:the |an? )?(?:faqs?|frequently asked questions|questions(?: and answers)?|q ?& ?a|general|miscellaneous|other|more)\b/i
const ENGLISH = /\b(?:the|an?|is|are|of|to|and|not|you|no|yes|with)\b/i

/** The questions that documents ask and answer themselves, a part in turn with the others. */
export function askedQuestionItems(parts: readonly DocumentPart[]): readonly DraftOpen[] {
  const byPart = parts.map((part) => {
    const { document } = part.survey
    return withinPart(part, askedQuestions(document)).flatMap((asked) => askedItem(document, asked) ?? [])
  })
  const longest = Math.max(0, ...byPart.map(({ length }) => length))
  return Array.from({ length: longest }, (_unused, at) => byPart.flatMap((items) => items[at] ?? []))
    .flat()
    .slice(0, MOST)
}

function askedItem(document: KnowledgeDocument, { question, answer, titles }: AskedQuestion): DraftOpen | undefined {
  const stem = addressed(question.replace(/\s+/g, ' ').trim()).replace(/\?[?!]+$/, '?')
  const words = countWords(stem)
  if (!/\?$/.test(stem) || words < WORDS.least || words > WORDS.most) return undefined
  if (hygieneFault(stem) !== undefined || openReference(stem) !== undefined || pointsOutside(stem)) return undefined
  const key = answerKey(answer)
  if (key === undefined || !ENGLISH.test(key.text)) return undefined
  const citations = key.ranges.flatMap((range) => cite(document, range) ?? [])
  const topic = topicFor(stem, titles)
  if (citations.length === 0 || topic === 'missing') return undefined
  return {
    format: 'open',
    kind: 'short-answer',
    stem,
    ...(topic === undefined ? {} : { material: `Topic: ${topic}` }),
    answer: key.text,
    bloom: 'understand',
    citations,
    confidence: 0.7,
  }
}

/** Whether a pronoun of the question stands for what is not in it. */
function pointsOutside(stem: string): boolean {
  const found = PRONOUN.exec(stem)
  if (found === null || EXPLETIVE.test(stem)) return false
  const before = stem.slice(0, found.index)
  const lastClause = [...before.matchAll(CLAUSE)].at(-1)
  return leadingPronoun(stem) !== undefined || contentWords(before.slice(0, lastClause?.index ?? 0)).size === 0
}

/** The title that tells what a short question is about; `undefined` if the question tells it. */
function topicFor(stem: string, titles: readonly string[]): string | 'missing' | undefined {
  const asked = contentWords(stem)
  if (asked.size >= TELLING_WORDS) return undefined
  const around = titles.find((title) => !isQuestion(title) && !GENERAL_TITLE.test(title))
  if (around === undefined) return asked.size === 0 ? 'missing' : undefined
  return [...contentWords(around)].some((word) => asked.has(word)) ? undefined : around
}
