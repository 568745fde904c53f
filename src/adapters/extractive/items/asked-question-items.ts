import { contentWords, countWords, hygieneFault, openReference } from '../../../domain/curriculum/index.js'
import type { KnowledgeDocument } from '../../../domain/knowledge/index.js'
import { addressed } from '../language/addressed.js'
import { danglingPronoun } from '../language/dangling-pronoun.js'
import { isQuestion } from '../language/question-form.js'
import { subjectOf } from '../language/subject-of.js'
import { type DocumentPart, withinPart } from '../outline/document-part.js'
import { plainTitle } from '../outline/unit-title.js'
import { type AskedQuestion, askedQuestions } from '../survey/asked-questions.js'
import { cite } from '../survey/cite.js'
import { answerKey } from './answer-key.js'
import type { DraftOpen } from './draft-item.js'

const MOST = 8
const WORDS = { least: 3, most: 30 } as const
/** A question that says little by itself is shown with what it is about. */
const TELLING_WORDS = 3

const NAMES_IT = /^(?:what|who) (?:is|are|was|were)\b/i
const YES_OR_NO = /^(?:can|could|do|does|did|should|must|may|might|will|would|is|are|was|were|has|have)\b/i
const DECIDES =
  /^(?:yes|no|not|often|usually|mostly|sometimes|rarely|never|always|only|in most cases|as a rule|that depends|it depends|of course|\S+ \S+ (?:can|do|does|should|must|may|will|is|are|has|have)\b)/i
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
  if (hygieneFault(stem) !== undefined || openReference(stem) !== undefined || danglingPronoun(stem) !== undefined)
    return undefined
  const key = answerKey(answer)
  if (key === undefined || !ENGLISH.test(key.text) || !isDecided(stem, key.text)) return undefined
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

/** Whether a question of yes or no gets such an answer: as a heading it may only set a case. */
function isDecided(stem: string, answer: string): boolean {
  const asked = stem.split(/[.!,;:]\s/).at(-1) ?? ''
  return !YES_OR_NO.test(asked) || DECIDES.test(answer)
}

/** The title that tells what a short question is about; `undefined` if the question tells it. */
function topicFor(stem: string, titles: readonly string[]): string | 'missing' | undefined {
  const asked = contentWords(stem)
  if (asked.size >= TELLING_WORDS || (asked.size > 0 && NAMES_IT.test(stem))) return undefined
  const around =
    titles.find((title) => subjectOf(title) !== undefined) ??
    titles.find((title) => !isQuestion(title) && contentWords(title).size > 1)
  if (around === undefined) return asked.size === 0 ? 'missing' : undefined
  return [...contentWords(around)].some((word) => asked.has(word)) ? undefined : plainTitle(around)
}
