import { contentWords } from '../../text/content-words.js'
import {
  danglingPronoun,
  leadingConnective,
  leadingPronoun,
  openReference,
  showsPicture,
  unresolvedDemonstrative,
} from '../../text/open-references.js'
import { oneLine } from '../../text/plain-text.js'
import { sentencesOf } from '../../text/split-sentences.js'
import { hygieneFault } from '../../text/text-faults.js'
import { countWords } from '../../text/words.js'
import type { DocumentAnalysis } from '../analysis/analyze-document.js'
import { cite } from '../analysis/cite.js'
import { choiceInExercise } from '../analysis/exercise-choices.js'
import type { StatedQuestion } from '../analysis/stated-questions.js'
import type { ItemDoubt } from '../item.js'
import { type DocumentPart, withinPart } from '../outline/document-part.js'
import { type DraftItem, namesOptions, withoutOptionWords } from './draft-item.js'
import { levelAsked } from './level-asked.js'

const STEM_WORDS = { min: 3, max: 120 } as const
const ANSWER_WORDS = { min: 3, max: 120 } as const

/** The questions of the documents that have a key, as they are written. */
export function statedItems(parts: readonly DocumentPart[]): readonly DraftItem[] {
  return parts.flatMap((part) => {
    // An exercise that lists options is read with its case.
    const choices = part.analysis.exercises.filter((exercise) => choiceInExercise(exercise) !== undefined)
    return withinPart(part, part.analysis.asked)
      .filter(
        ({ start }) =>
          !choices.some(({ pieces }) => pieces.some(({ span }) => span.start <= start && start < span.end)),
      )
      .flatMap((question) => statedItem(part.analysis, question) ?? [])
  })
}

function statedItem({ document, tagger }: DocumentAnalysis, question: StatedQuestion): DraftItem | undefined {
  const stem = oneLine(question.stem)
  const words = countWords(stem)
  if (words < STEM_WORDS.min || words > STEM_WORDS.max || hygieneFault(stem) !== undefined) return undefined
  if (showsPicture(stem) || leadingConnective(stem) !== undefined) return undefined
  const { key, keyRange, options, code } = question
  // A question that stands alone needs no scene; those of a list have one in common.
  const needsScene = question.number !== undefined || doubtsOf(stem, options.length > 0).length > 0
  const scene = needsScene ? sceneOf(question) : ''
  if (countWords(scene) > MAX_SCENE_WORDS || (scene !== '' && hygieneFault(scene) !== undefined)) return undefined
  const citations = [
    scene === '' ? question : { start: question.scene?.[0]?.start ?? question.start, end: question.end },
    keyRange,
  ].flatMap((range) => (range === undefined ? [] : (cite(document, range) ?? [])))
  if (key === undefined || citations.length === 0) return undefined
  const doubts = doubtsOf(scene === '' ? stem : `${scene}\n${stem}`, options.length > 0)
  const shown = [scene, code ?? ''].filter((text) => text !== '').join('\n')
  const material = shown === '' ? {} : { material: shown }
  const base = { basis: 'stated', stem, ...material, bloom: levelAsked(stem, tagger), citations, doubts } as const
  if (typeof key === 'string') {
    const answer = key.trim()
    if (options.length > 0 || !isAnswer(stem, answer)) return undefined
    return { ...base, format: 'open', kind: 'short-answer', answer, confidence: 0.75 - 0.2 * doubts.length }
  }
  const texts = options.map(({ text }) => oneLine(text))
  // The letters of the options are ours, the numbers in "both 2 and 4" those of the author.
  if (texts.some(namesOptions)) return undefined
  const right = key.length === 1 ? texts[key[0] ?? -1] : undefined
  const isWhole = new Set(texts).size === texts.length && texts.length > 2 && texts.every((text) => text !== '')
  if (right === undefined || !isWhole) return undefined
  const wrong = texts.filter((text) => text !== right)
  const confidence = 0.9 - 0.2 * doubts.length
  return { ...base, format: 'choice', kind: 'multiple-choice', right, wrong, shown: texts, confidence }
}

const MAX_SCENE_WORDS = 120

function sceneOf({ scene = [] }: StatedQuestion): string {
  return scene.map(({ text }) => oneLine(text)).join('\n')
}

/** @param hasOptions the options are what "the following" and "below" mean */
function doubtsOf(text: string, hasOptions: boolean): readonly ItemDoubt[] {
  const stem = hasOptions ? withoutOptionWords(text) : text
  const open = openReference(stem) ?? leadingPronoun(stem) ?? danglingPronoun(stem) ?? unresolvedDemonstrative(stem)
  return open === undefined
    ? []
    : [{ check: 'stands-alone', message: `"${open}" may refer to something that is not shown` }]
}

const REASON =
  /\b(?:because|so that|since|therefore|thus|as a result|reasons?|leads? to|causes?|due to|to (?:avoid|prevent|protect|keep|ensure|reduce)|means|makes|if|without|allows?|helps?|needs?|important)\b/i
const TIME = /\b(?:when|whenever|if|while|until|after|before|once|during|since|as soon as|every|\d{4})\b/i
const WAY = /\b(?:by|using|use|through|via|first|then|with|step|to)\b/i

/** Whether the first sentences have the form of an answer: what a thing is, a reason, a way, a number. */
function hasForm(stem: string, answer: string): boolean {
  const first = sentencesOf(answer).slice(0, 2).join(' ')
  const thing = /^What (?:is|are) (?:an? |the )?(.+?)\?$/i.exec(stem)?.[1]
  if (thing !== undefined)
    return new RegExp(`^(?:an? |the )?${escaped(thing)}(?: \\([^)]*\\))? (?:is|are|means?|refers? to)\\b`, 'i').test(
      first,
    )
  if (/^why\b/i.test(stem)) return REASON.test(first)
  if (/^when\b/i.test(stem)) return TIME.test(first)
  if (/^how (?:much|many|long|far|often|large)\b/i.test(stem)) return /\d/.test(first)
  return !/^how\b/i.test(stem) || WAY.test(first)
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

const YES_OR_NO = /^(?:can|could|do|does|did|should|must|may|might|will|would|is|are|was|were|has|have)\b/i
const DECIDES =
  /^(?:yes|no|not|often|usually|mostly|sometimes|rarely|never|always|only|in most cases|as a rule|that depends|it depends|of course|true|false|\S+ \S+ (?:can|do|does|should|must|may|will|is|are|has|have)\b)/i
const NARRATOR = /\b(?:[Ww]e|[Ww]e['’]\w+|us|[Oo]urs?|I|I['’]\w+|[Mm]y|me|[Ll]et['’]s)\b/

/** Whether a text answers a question: it speaks of the same thing, stands alone and decides what is to be decided. */
function isAnswer(stem: string, answer: string): boolean {
  const words = countWords(answer)
  if (words < ANSWER_WORDS.min || words > ANSWER_WORDS.max || hygieneFault(answer) !== undefined) return false
  if (openReference(answer) !== undefined || NARRATOR.test(answer) || /\?$/.test(answer)) return false
  if ((leadingConnective(answer) ?? leadingPronoun(answer)) !== undefined) return false
  if (/\?/.test(answer)) return false
  if (YES_OR_NO.test(stem)) return DECIDES.test(answer)
  // A text of several sentences under a question need not answer it.
  if (sentencesOf(answer).length > 1 && !hasForm(stem, answer)) return false
  const asked = contentWords(stem)
  return asked.size === 0 || [...contentWords(answer)].some((word) => asked.has(word))
}
